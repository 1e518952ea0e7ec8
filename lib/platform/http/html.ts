/** HTML of the few pages that are no screens of Baton. Whatever is put into it is text, unless `html` made it. */
export class Html {
  constructor(readonly text: string) {}
}

type Piece = string | number | null | undefined | false | Html | readonly Html[]

export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return new Html(parts.reduce((text, part, index) => `${text}${asText(pieces[index - 1])}${part}`))
}

function asText(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return ''
  if (piece instanceof Html) return piece.text
  if (Array.isArray(piece)) return piece.map(({ text }) => text).join('')
  return escaped(String(piece))
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
