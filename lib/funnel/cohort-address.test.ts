import { expect, test } from 'vitest'
import { cohortHref, earlierHref, readCohortState } from './cohort-address'

const TODAY = '2026-11-22'

test('says the state, shortly', () => {
  const usual = readCohortState({}, TODAY)
  expect(usual).toMatchObject({ from: '2025-11-23', to: TODAY, stage: 'won', days: 90, asked: null })
  expect(cohortHref(usual)).toBe('/funnel/cohorts?from=2025-11-23&to=2026-11-22')
  const other = readCohortState({ stage: 'accepted', days: '30', channel: '7' }, TODAY)
  expect(cohortHref(other)).toBe(
    '/funnel/cohorts?channel=7&days=30&from=2025-11-23&stage=accepted&to=2026-11-22',
  )
})

test('what does not exist is named, and the usual is taken', () => {
  const state = readCohortState({ stage: 'leads', days: '45', channel: 'x' }, TODAY)
  expect(state).toMatchObject({ stage: 'won', days: 90 })
  expect(state.unknown.toSorted()).toEqual(['channel', 'days', 'stage'])
})

test('many months are shown 36 at once, and none is lost', () => {
  let state = readCohortState({ from: '2019-03-15', to: '2026-11-22' }, TODAY)
  const shown: [string, string][] = [[state.from, state.to]]
  for (let href = earlierHref(state); href; href = earlierHref(state)) {
    state = readCohortState(Object.fromEntries(new URL(href, 'http://x').searchParams), TODAY)
    shown.push([state.from, state.to])
  }
  expect(shown).toEqual([
    ['2023-12-01', '2026-11-22'],
    ['2020-12-01', '2023-11-30'],
    ['2019-03-15', '2020-11-30'],
  ])
})
