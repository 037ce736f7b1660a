/** What administrators see of the audit log. */
@NullMarked
package app.parley.admin.audit;

import org.jspecify.annotations.NullMarked;
