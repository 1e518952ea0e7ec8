import { expect, it } from 'vitest'
import { PackedLeads } from './packed-leads'

const lead = (id: number) => ({
  id,
  company: 'Acme' as string | null,
  phone: null as string | null,
  closed: false,
  wonAt: new Date('2026-11-02T10:00:00Z') as Date | null,
  lostAt: null as Date | null,
})

it('gives leads back as they were remembered, with what was done to them since', () => {
  const leads = new PackedLeads<ReturnType<typeof lead>>()
  leads.set(lead(1))
  leads.set(lead(2 ** 31))
  expect(leads.get(1)).toEqual(lead(1))
  leads.pack()
  expect(leads.get(1)).toEqual(lead(1))
  expect(leads.get(3)).toBeUndefined()
  const size = leads.size
  const again = leads.get(2 ** 31)
  if (again) Object.assign(again, { phone: '+49 30 1', company: null, wonAt: null })
  expect(leads.get(2 ** 31)?.phone).toBe('+49 30 1')
  leads.pack()
  leads.pack()
  expect(leads.get(2 ** 31)).toEqual({ ...lead(2 ** 31), phone: '+49 30 1', company: null, wonAt: null })
  expect(leads.size).toBeLessThan(size)
})
