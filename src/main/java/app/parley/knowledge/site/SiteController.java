package app.parley.knowledge.site;

import app.parley.account.CurrentUser;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/collections/{id}/sites")
@Tag(name = "Sites", description = "Sites of the web whose pages are documents")
class SiteController {
    private final Sites sites;

    SiteController(Sites sites) {
        this.sites = sites;
    }

    /**
     * @param url of an llms.txt, of a sitemap, or of the page to begin at
     * @param form how its pages are found; auto finds that out
     * @param depth how many links away from the first page, 2 where nothing is said
     * @param pageLimit the most pages, 200 where nothing is said
     * @param everyHours how often it is crawled again; null: when somebody asks for it
     */
    record NewSite(
            @NotBlank @Size(max = 2_048) String url,
            @Nullable SiteForm form,
            @Nullable Integer depth,
            @Nullable Integer pageLimit,
            @Nullable Integer everyHours) {}

    /**
     * What is left out stays as it is; null hours take the schedule back. Depth and limit hold from
     * the next crawl on.
     */
    record SiteChange(
            @Nullable Integer depth,
            @Nullable Integer pageLimit,
            @Schema(types = {"integer", "null"}) @Nullable JsonNode everyHours) {
        SiteSettings applied(Site site) {
            return new SiteSettings(
                    depth == null ? site.depth() : depth,
                    pageLimit == null ? site.pageLimit() : pageLimit,
                    hours(site));
        }

        private @Nullable Integer hours(Site site) {
            if (everyHours == null) {
                return site.everyHours();
            }
            if (everyHours.isNull()) {
                return null;
            }
            if (!everyHours.isInt()) {
                throw new ParleyException(
                        ErrorCode.INVALID_REQUEST, "The hours are a whole number, or null.");
            }
            return everyHours.asInt();
        }
    }

    @PostMapping
    @Operation(
            summary = "Add a site to a collection",
            description =
                    "Its pages are fetched in the background and become documents. A site that begins at the same"
                            + " address is answered by 200 and what is there.")
    ResponseEntity<Site> add(
            CurrentUser user, @PathVariable UUID id, @Valid @RequestBody NewSite site) {
        var addition =
                sites.add(
                        user.userId(),
                        id,
                        site.url(),
                        site.form() == null ? SiteForm.AUTO : site.form(),
                        SiteSettings.of(site.depth(), site.pageLimit(), site.everyHours()));
        return ResponseEntity.status(addition.added() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(addition.site());
    }

    @GetMapping
    @Operation(summary = "The sites of a collection", description = "The newest first.")
    Page<Site> list(
            CurrentUser user,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return Page.of(
                sites.list(user.userId(), id, cursor, limit + 1),
                limit,
                last -> last.id().toString());
    }

    @GetMapping("/{siteId}")
    @Operation(summary = "A site and how far its crawl is")
    Site get(CurrentUser user, @PathVariable UUID id, @PathVariable UUID siteId) {
        return sites.find(user.userId(), id, siteId);
    }

    @GetMapping("/{siteId}/failures")
    @Operation(
            summary = "The pages of a site that the last crawl could not read",
            description = "By their addresses, each with the reason.")
    Page<FailedPage> failures(
            CurrentUser user,
            @PathVariable UUID id,
            @PathVariable UUID siteId,
            @RequestParam(defaultValue = "") @Size(max = 4_096) String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return Page.of(
                sites.failures(user.userId(), id, siteId, cursor, limit + 1),
                limit,
                FailedPage::address);
    }

    @PatchMapping("/{siteId}")
    @Operation(summary = "Change how much of a site is wanted, and how often")
    Site change(
            CurrentUser user,
            @PathVariable UUID id,
            @PathVariable UUID siteId,
            @RequestBody SiteChange change) {
        var site = sites.find(user.userId(), id, siteId);
        return sites.change(user.userId(), id, siteId, change.applied(site));
    }

    @DeleteMapping("/{siteId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove a site with the documents that are its pages")
    void delete(CurrentUser user, @PathVariable UUID id, @PathVariable UUID siteId) {
        sites.delete(user.userId(), id, siteId);
    }

    @PostMapping("/{siteId}/crawl")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Crawl a site again, now",
            description =
                    "Only pages that have changed are read anew; those that are gone leave the collection.")
    void crawl(CurrentUser user, @PathVariable UUID id, @PathVariable UUID siteId) {
        sites.crawl(user.userId(), id, siteId);
    }
}
