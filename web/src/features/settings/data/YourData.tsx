import { Erasure } from './Erasure';
import { Exports } from './Exports';

export function YourData() {
  return (
    <>
      <Exports />
      <Erasure />
    </>
  );
}
