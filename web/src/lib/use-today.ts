import { useEffect, useState } from 'react';

/** Now, as exactly as day headings need it: renewed when another day begins. */
export function useToday(): Date {
  const [today, setToday] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => {
      setToday((old) => (old.toDateString() === new Date().toDateString() ? old : new Date()));
    }, 60_000);
    return () => clearInterval(timer);
  }, []);
  return today;
}
