import { expect, it } from 'vitest'
import { mixesOf, totalMix } from './quality'

const row = (hot: number, warm: number, cold: number, ungraded = 0) => ({
  hot,
  warm,
  cold,
  graded: hot + warm + cold,
  leads: hot + warm + cold + ungraded,
})

it('suggests what each grade suggests, where there is more of it than elsewhere', () => {
  const rows = [row(80, 10, 10), row(30, 60, 10), row(30, 10, 60), row(46, 27, 27)]
  expect(mixesOf(rows).map(({ suggests }) => suggests)).toEqual([['more'], ['offer'], ['closers'], []])
})

it('can suggest two things at once, and nothing of too few', () => {
  const [both, other, few] = mixesOf([row(10, 95, 95), row(160, 20, 20), row(0, 0, 29)])
  expect(both?.suggests).toEqual(['offer', 'closers'])
  expect(other?.suggests).toEqual(['more'])
  expect(few).toMatchObject({
    suggests: [],
    shares: { cold: { verdict: 'too_few', enough: false, value: 1 } },
  })
})

it('suggests nothing where all are alike, or there is one alone', () => {
  expect(mixesOf([row(40, 30, 30), row(42, 29, 29)]).flatMap(({ suggests }) => suggests)).toEqual([])
  expect(mixesOf([row(400, 3, 3)])[0]?.suggests).toEqual([])
})

it('shares what is graded and counts what is not', () => {
  const total = totalMix([row(3, 4, 3, 5), row(2, 0, 0, 1)])
  expect(total).toMatchObject({ leads: 18, graded: 12, ungraded: 6, hot: 5 })
  expect(total.shares.hot).toMatchObject({ count: 5, base: 12 })
  expect(totalMix([]).shares.hot).toMatchObject({ value: null, low: null, enough: false })
})
