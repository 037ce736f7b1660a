import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { inputClass } from './TextField';

interface Props {
  label: string;
  /** Called a moment after the last key. */
  onSearch(text: string): void;
}

export function SearchField({ label, onSearch }: Props) {
  const [text, setText] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => onSearch(text.trim()), 250);
    return () => clearTimeout(timer);
  }, [text, onSearch]);
  return (
    <div className="relative">
      <Search
        size={16}
        aria-hidden="true"
        className="pointer-events-none absolute start-3 top-3 text-muted"
      />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        className={`${inputClass} ps-9`}
        onChange={(event) => setText(event.target.value)}
      />
    </div>
  );
}
