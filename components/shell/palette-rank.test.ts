import { describe, expect, it } from 'vitest'
import { ranked } from './palette-rank'

const PAGES = [
  { label: 'Leads', also: ['Лиды', 'contacts', 'контакты'] },
  { label: 'Deals', also: ['Сделки', 'opportunities'] },
  { label: 'Queue', also: ['Очередь', 'handoffs'] },
  { label: 'New lead', also: ['Новый лид', 'add'] },
]
const found = (typed: string) => ranked(typed, PAGES).map(({ entry }) => entry.label)

describe('an entry of the palette is found', () => {
  it.each([
    ['', ['Leads', 'Deals', 'Queue', 'New lead']],
    ['lead', ['Leads', 'New lead']],
    ['new l', ['New lead']],
    ['лид', ['Leads', 'New lead']],
    ['СДЕЛ', ['Deals']],
    ['сдлеки', ['Deals']],
    ['contcats', ['Leads']],
    ['quee', ['Queue']],
    ['oppor', ['Deals']],
    ['xyz', []],
    ['!', ['Leads', 'Deals', 'Queue', 'New lead']],
  ])('by %j: %j', (typed, labels) => expect(found(typed)).toEqual(labels))
})
