package app.parley.langchat;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Where a name is enough, takes requests from this machine alone, and only under this machine's own
 * names: a page elsewhere could make its own name mean 127.0.0.1 (DNS rebinding) and read on.
 */
@Configuration(proxyBeanMethods = false)
@OnLangChatApi
@ConditionalOnBooleanProperty(name = "parley.account.passwords", havingValue = false)
class FromThisMachine implements WebMvcConfigurer, HandlerInterceptor {
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && method.getBeanType() == UsernameController.class
                && !(isLoopback(request.getRemoteAddr()) && isLoopback(request.getServerName()))) {
            throw new ParleyException(
                    ErrorCode.FORBIDDEN,
                    "Names without passwords are taken from this machine alone, at http://localhost.");
        }
        return true;
    }

    private static boolean isLoopback(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            var literal = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
            return InetAddress.ofLiteral(literal).isLoopbackAddress();
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }
}
