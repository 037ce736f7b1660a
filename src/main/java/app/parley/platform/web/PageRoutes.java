package app.parley.platform.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Lets a page of the application and a route that takes writes share an address, such as {@code /}:
 * what only reads goes on to the page instead of being told that the method is not allowed.
 */
@Component
class PageRoutes implements WebMvcRegistrations {
    private static final Set<String> READS = Set.of("GET", "HEAD");

    @Override
    public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
        return new RequestMappingHandlerMapping() {
            @Override
            protected @Nullable HandlerMethod handleNoMatch(
                    Set<RequestMappingInfo> candidates, String path, HttpServletRequest request)
                    throws ServletException {
                return READS.contains(request.getMethod()) && IndexPage.isPage(path)
                        ? null
                        : super.handleNoMatch(candidates, path, request);
            }
        };
    }
}
