import { expect, it } from 'vitest'
import { changedFields, conflictsOf, type EditValues, editValues, patchOf } from './edit-fields'
import type { LeadView } from './queries/lead-view'

const was = { company: 'Acme', phone: '1', note: 'a\nb' }

it('sends only what was changed, whatever the browser does to line breaks', () => {
  const now = { company: 'Acme', phone: '2', note: 'a\r\nb' }
  expect(changedFields(was, now)).toEqual(['phone'])
  expect(patchOf(['phone'], now)).toEqual({ phone: '2' })
})

it('clears with null and nests utm', () => {
  const now = { company: ' ', 'utm.source': 'x' }
  expect(patchOf(changedFields(was, now), now)).toEqual({ company: null, utm: { source: 'x' } })
})

it('shows a whole amount without its cents', () => {
  const lead = { expectedAmount: '12500.00', utm: {} } as LeadView
  expect(editValues(lead).expectedAmount).toBe('12500')
  expect(editValues({ ...lead, expectedAmount: '0.50' }).expectedAmount).toBe('0.50')
})

it('finds a conflict only where both changed the same field to different values', () => {
  const now = { company: 'Mine', phone: '2', note: 'same' }
  const current = { company: 'Theirs', phone: '1', note: 'same' } as EditValues
  expect(conflictsOf(['company', 'phone', 'note'], was, now, current)).toEqual([
    { field: 'company', theirs: 'Theirs', yours: 'Mine' },
  ])
})
