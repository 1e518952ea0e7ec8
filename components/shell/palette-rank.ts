import { mistakesBetween } from '@/lib/platform/mistyped'

/** What an entry can be found by: what it is called first, then what else people call it. */
type Findable = { label: string; also?: readonly string[] }

/** Fewer letters are too like others to be mistyped. */
const MISTYPED = 4

/** How well an entry fits what is typed, the smaller the better; null where it does not. */
function rankOf(typed: string, { label, also = [] }: Findable): number | null {
  const wanted = folded(typed)
  if (wanted === '') return 0
  const ranks = [label, ...also].flatMap((text, index) => {
    const rank = rankIn(wanted, folded(text))
    return rank === null ? [] : [rank * 2 + (index === 0 ? 0 : 1)]
  })
  return ranks.length > 0 ? Math.min(...ranks) : null
}

/** Those that fit, best first; what fits alike keeps its order. */
export function ranked<T extends Findable>(typed: string, all: readonly T[]): { entry: T; rank: number }[] {
  return all
    .flatMap((entry) => {
      const rank = rankOf(typed, entry)
      return rank === null ? [] : [{ entry, rank }]
    })
    .sort((a, b) => a.rank - b.rank)
}

function rankIn(wanted: string, text: string): number | null {
  if (text.startsWith(wanted)) return 0
  const words = text.split(' ')
  const parts = wanted.split(' ')
  if (parts.every((part) => words.some((word) => word.startsWith(part)))) return 1
  if (text.includes(wanted)) return 2
  const close = (part: string) =>
    part.length >= MISTYPED &&
    words.some((word) =>
      [part.length - 1, part.length, part.length + 1].some(
        (length) => mistakesBetween(part, word.slice(0, length), 1) <= 1,
      ),
    )
  return parts.every((part) => words.some((word) => word.startsWith(part)) || close(part)) ? 3 : null
}

function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/ё/g, 'е')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
