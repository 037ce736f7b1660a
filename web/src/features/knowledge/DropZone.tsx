import { clsx } from 'clsx';
import { Upload } from 'lucide-react';
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react';

interface Props {
  enabled: boolean;
  /** What will become of what is dropped. */
  text: string;
  className?: string;
  onFiles(files: File[]): void;
  children: ReactNode;
}

/** Takes files that are dropped anywhere on it, and says so while they are held over it. */
export function DropZone({ enabled, text, className, onFiles, children }: Props) {
  const [over, setOver] = useState(false);
  // Entering a child comes before leaving its parent.
  const depth = useRef(0);
  useNoStrayDrops();

  const enter = (event: DragEvent) => {
    if (!enabled || !hasFiles(event)) return;
    event.preventDefault();
    depth.current++;
    setOver(true);
  };
  const leave = () => {
    depth.current = Math.max(0, depth.current - 1);
    if (depth.current === 0) setOver(false);
  };
  const drop = (event: DragEvent) => {
    depth.current = 0;
    setOver(false);
    if (!enabled || !hasFiles(event)) return;
    event.preventDefault();
    onFiles(filesOf(event));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for the mouse; a button does the same for everyone
    <div
      className={clsx('relative', className)}
      onDragEnter={enter}
      onDragOver={(event) => enabled && hasFiles(event) && event.preventDefault()}
      onDragLeave={leave}
      onDrop={drop}
    >
      {children}
      {over && (
        <div className="pointer-events-none absolute inset-0 z-10 flex flex-col items-center justify-center gap-2 rounded-card border-2 border-accent border-dashed bg-accent-soft/95 font-medium text-accent">
          <Upload size={24} aria-hidden="true" />
          {text}
        </div>
      )}
    </div>
  );
}

/** Without folders, which look like files but cannot be read as such. */
function filesOf({ dataTransfer }: DragEvent): File[] {
  return [...dataTransfer.items].flatMap((item) => {
    if (item.kind !== 'file' || item.webkitGetAsEntry?.()?.isDirectory) return [];
    return item.getAsFile() ?? [];
  });
}

function hasFiles(event: DragEvent): boolean {
  return [...event.dataTransfer.types].includes('Files');
}

/** A file dropped beside its target would open in place of the page. */
function useNoStrayDrops(): void {
  useEffect(() => {
    const prevent = (event: globalThis.DragEvent) => {
      // Words may be dragged into a field.
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    addEventListener('dragover', prevent);
    addEventListener('drop', prevent);
    return () => {
      removeEventListener('dragover', prevent);
      removeEventListener('drop', prevent);
    };
  }, []);
}
