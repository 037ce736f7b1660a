import {
  FileCode,
  FileSpreadsheet,
  FileText,
  Globe,
  type LucideIcon,
  Mail,
  Presentation,
} from 'lucide-react';
import type { DocumentItem } from '@/api/schema';

/** What a document looks like before one reads its name. */
export function iconOf({
  location,
  mediaType,
}: Pick<DocumentItem, 'location' | 'mediaType'>): LucideIcon {
  if (/^https?:/.test(location)) return Globe;
  if (/spreadsheet|excel|csv/.test(mediaType)) return FileSpreadsheet;
  if (/presentation|powerpoint/.test(mediaType)) return Presentation;
  if (/message\/|outlook/.test(mediaType)) return Mail;
  if (/json|xml$|javascript|x-(?:java|python|sh|c|rust|go|typescript)/.test(mediaType))
    return FileCode;
  return FileText;
}
