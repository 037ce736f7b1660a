import { createContext, useContext } from 'react';

/** How deep headings are: right below the page's own, unless something with a heading of its own is around them. */
export const HeadingDepth = createContext<2 | 3>(2);

export function useHeading(): 'h2' | 'h3' {
  return `h${useContext(HeadingDepth)}`;
}
