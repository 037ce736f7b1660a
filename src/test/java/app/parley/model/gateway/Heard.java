package app.parley.model.gateway;

import app.parley.model.ModelListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that keeps what it hears. */
public final class Heard implements ModelListener {
    public final List<String> pieces = new CopyOnWriteArrayList<>();
    public final List<String> thoughts = new CopyOnWriteArrayList<>();
    public final List<Thread> threads = new ArrayList<>();

    @Override
    public void text(String delta) {
        pieces.add(delta);
        threads.add(Thread.currentThread());
    }

    @Override
    public void reasoning(String delta) {
        thoughts.add(delta);
        threads.add(Thread.currentThread());
    }

    public String words() {
        return String.join("", pieces);
    }

    public String reasoned() {
        return String.join("", thoughts);
    }
}
