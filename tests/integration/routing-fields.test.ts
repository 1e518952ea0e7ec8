import { beforeAll, describe, expect, it } from 'vitest'
import { createLead } from '@/lib/leads/commands/create'
import { editLead } from '@/lib/leads/commands/edit'
import { knownPlaces } from '@/lib/leads/queries/places'
import { leadHistory } from '@/lib/leads/queries/record'
import { enterLeadInput } from '@/lib/leads/schema'
import { must } from '@/lib/platform/result'
import { type Company, makePeople } from '../support/life'

let company: Company

beforeAll(async () => {
  company = await makePeople(new Date('2026-03-04T09:00:00Z'))
})

describe('what routing asks of a lead besides its region', () => {
  it('keeps the segment and the expected amount, and tells what changed', async () => {
    const { lead } = must(
      await createLead(company.marketer, {
        company: 'Stadtwerke Nord',
        email: 'a@nord.example',
        region: 'Hesse',
        segment: 'Public sector',
        expectedAmount: '12500.00',
      }),
    )
    expect(lead).toMatchObject({ segment: 'Public sector', expectedAmount: '12500.00' })
    const patch = { segment: 'Industry', expectedAmount: '99999.99' }
    const edited = must(
      await editLead(company.rep, { leadId: lead.id, version: lead.version, patch: { ...patch } }),
    )
    expect(edited).toMatchObject(patch)
    const history = await leadHistory(company.rep, lead.id, { order: 'newest', limit: 1 })
    expect(history.events[0]?.data).toMatchObject({
      changes: { expectedAmount: { from: '12500.00', to: '99999.99' } },
    })
    const cleared = must(
      await editLead(company.rep, {
        leadId: lead.id,
        version: edited.version,
        patch: { segment: null, expectedAmount: null },
      }),
    )
    expect(cleared).toMatchObject({ segment: null, expectedAmount: null })
  })

  it.each([
    ['12 500,5', '12500.50'],
    ['', null],
  ])('takes an amount as people type it: "%s"', (typed, kept) => {
    const lead = { email: 'b@nord.example', expectedAmount: typed }
    expect(enterLeadInput.parse({ token: 'token-12', lead }).lead.expectedAmount).toBe(kept)
  })

  it('offers each region and segment once, in order', async () => {
    for (const [index, [region, segment]] of [
      ['Saxony', 'SMB'],
      ['Bavaria', 'Enterprise'],
      ['Saxony', 'Enterprise'],
    ].entries()) {
      must(await createLead(company.marketer, { email: `known-${index}@example.org`, region, segment }))
    }
    expect(await knownPlaces(company.rep)).toEqual({
      regions: ['Bavaria', 'Hesse', 'Saxony'],
      segments: ['Enterprise', 'SMB'],
    })
  })
})
