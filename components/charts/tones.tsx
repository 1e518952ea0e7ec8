import type { ShareTone } from './stacked-shares'

const OTHERS = ['a', 'b', 'c', 'd', 'e', 'f'] as const

/** What is no grade is told apart by its place. */
export function toneOf(index: number): ShareTone {
  return OTHERS[index % OTHERS.length] ?? 'a'
}

export const TONE_FILLS: Record<ShareTone, string> = {
  hot: 'fill-hot',
  warm: 'fill-warm',
  cold: 'fill-cold',
  none: 'fill-line-strong/40',
  a: 'fill-series-1',
  b: 'fill-series-2',
  c: 'fill-series-3',
  d: 'fill-series-4',
  e: 'fill-series-5',
  f: 'fill-series-6',
}

/** Words on a tone. */
export const TONE_INKS: Record<ShareTone, string> = {
  hot: 'fill-on-hot',
  warm: 'fill-on-warm',
  cold: 'fill-on-cold',
  none: 'fill-ink',
  a: 'fill-on-series',
  b: 'fill-on-series',
  c: 'fill-on-series',
  d: 'fill-on-series',
  e: 'fill-on-series',
  f: 'fill-on-series',
}

/** The shape that goes with a tone, so that it can be told without its colour; its middle at x, y. */
export function ToneShape({ tone, x, y }: { tone: ShareTone; x: number; y: number }) {
  const fill = TONE_FILLS[tone]
  const place = `translate(${x - 6} ${y - 6})`
  switch (tone) {
    case 'hot':
      return <path transform={place} d="M6 .8 11.4 10.6H.6Z" className={fill} />
    case 'warm':
      return (
        <g transform={place}>
          <circle cx="6" cy="6" r="4.6" fill="none" strokeWidth="1.6" className="stroke-warm" />
          <path d="M6 1.4a4.6 4.6 0 0 1 0 9.2Z" className={fill} />
        </g>
      )
    case 'cold':
      return <circle cx={x} cy={y} r="4.4" fill="none" strokeWidth="2" className="stroke-cold" />
    case 'b':
      return <path transform={place} d="M6 .6 11.4 6 6 11.4.6 6Z" className={fill} />
    case 'c':
      return <circle cx={x} cy={y} r="4.2" className={fill} />
    case 'd':
      return <path transform={place} d="M1 2H11L6 11Z" className={fill} />
    case 'e':
      return <path transform={place} d="M4.4 1h3.2v3.4H11v3.2H7.6V11H4.4V7.6H1V4.4h3.4Z" className={fill} />
    case 'f':
      return <path transform={place} d="M1 4h10v4H1Z" className={fill} />
    default:
      return <path transform={place} d="M2 2h8v8H2Z" className={fill} />
  }
}
