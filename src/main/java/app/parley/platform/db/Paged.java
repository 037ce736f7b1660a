package app.parley.platform.db;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A long list that is read a page at a time while somebody walks along it, so that it is never held
 * whole; each walk reads anew.
 */
public final class Paged<T> implements Iterable<T> {
    private final Iterable<T> walk;

    private Paged(Iterable<T> walk) {
        this.walk = walk;
    }

    /**
     * @param pageAfter the page that follows an item, from the beginning for null; empty at the end
     */
    public static <T> Paged<T> of(Function<@Nullable T, List<T>> pageAfter) {
        return new Paged<>(() -> new Walk<>(pageAfter));
    }

    public <R> Iterable<R> map(Function<? super T, R> change) {
        return () -> {
            var items = iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return items.hasNext();
                }

                @Override
                public R next() {
                    return change.apply(items.next());
                }
            };
        };
    }

    @Override
    public Iterator<T> iterator() {
        return walk.iterator();
    }

    private static final class Walk<T> implements Iterator<T> {
        private final Function<@Nullable T, List<T>> pageAfter;
        private List<T> page = List.of();
        private int next;
        private @Nullable T last;
        private boolean ended;

        Walk(Function<@Nullable T, List<T>> pageAfter) {
            this.pageAfter = pageAfter;
        }

        @Override
        public boolean hasNext() {
            if (next < page.size()) {
                return true;
            }
            if (!ended) {
                page = pageAfter.apply(last);
                next = 0;
                ended = page.isEmpty();
            }
            return !ended;
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            var item = page.get(next++);
            last = item;
            return item;
        }
    }
}
