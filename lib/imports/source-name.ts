/** A file's name without what changes from one to the next: "leads_2026-11-22 (3).csv" is "leads". */
export function sourceNameOf(fileName: string): string {
  const name = fileName
    .replace(/\.[a-z]{2,5}$/i, '')
    .replace(/\(\d+\)/g, ' ')
    .replace(/\d{1,4}([-_.])\d{1,2}\1\d{1,4}|\d{6,}/g, ' ')
    .replace(/[_\s-]+/g, ' ')
    .trim()
  return name.slice(0, 80) || fileName.slice(0, 80)
}
