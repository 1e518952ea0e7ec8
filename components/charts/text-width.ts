let pen: CanvasRenderingContext2D | null | undefined

/** How wide a text is in the font of the page, figures as tabular ones: a picture has no layout of its own. */
export function textWidth(text: string, size: number, weight = 400): number {
  pen ??= document.createElement('canvas').getContext('2d')
  if (!pen) return text.length * size * 0.6
  pen.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`
  return pen.measureText(text.replace(/\d/g, '0')).width
}

/** A text in at most so many lines; what does not fit even then ends in "…" (and stands whole in the table). */
export function linesOf(text: string, width: number, size: number, most = 2): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word
    if (line && textWidth(longer, size, 500) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  lines.push(line)
  const kept = lines.length > most ? [...lines.slice(0, most - 1), lines.slice(most - 1).join(' ')] : lines
  return kept.map((kept) => cut(kept, width, size))
}

function cut(text: string, width: number, size: number): string {
  if (textWidth(text, size, 500) <= width) return text
  let short = text
  while (short.length > 1 && textWidth(`${short}…`, size, 500) > width) short = short.slice(0, -1)
  return `${short.trimEnd()}…`
}
