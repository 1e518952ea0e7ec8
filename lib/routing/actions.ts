'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { action, callAction } from '@/lib/platform/http/action'
import { archiveRule, changeRule, createRule, moveRule, restoreRule } from './commands/rules'
import { archiveTeam, changeTeam, createTeam, setCapacity } from './commands/teams'
import {
  capacityForm,
  changeRuleForm,
  changeTeamInput,
  moveRuleInput,
  newRuleForm,
  oneRuleInput,
  oneTeamInput,
  teamInput,
} from './schema'

const words = () => getTranslations('routing')

/** The hand-off form of every lead says where its rules lead. */
function refresh(): void {
  revalidatePath('/', 'layout')
}

export const addRule = action(newRuleForm, createRule, () => {
  refresh()
  redirect('/settings/routing')
})

export const saveRule = action(changeRuleForm, changeRule, () => {
  refresh()
  redirect('/settings/routing')
})

export const shiftRule = action(moveRuleInput, moveRule, () => {
  refresh()
  return {}
})

export const shelveRule = action(oneRuleInput, archiveRule, async ({ id, name }) => {
  refresh()
  return { message: (await words())('archived', { name }), undoToken: String(id) }
})

const restore = callAction(oneRuleInput, restoreRule, async ({ name }) => {
  refresh()
  return { message: (await words())('restored', { name }) }
})

export async function undoShelvingRule(token: string) {
  return restore({ ruleId: token })
}

export const offerRule = action(oneRuleInput, restoreRule, async ({ name }) => {
  refresh()
  return { message: (await words())('restored', { name }) }
})

export const addTeam = action(teamInput, createTeam, () => {
  refresh()
  redirect('/settings/teams')
})

export const saveTeam = action(changeTeamInput, changeTeam, () => {
  refresh()
  redirect('/settings/teams')
})

export const shelveTeam = action(oneTeamInput, archiveTeam, () => {
  refresh()
  redirect('/settings/teams')
})

export const saveCapacity = action(capacityForm, setCapacity, async ({ name, capacity }) => {
  refresh()
  const limit = capacity === null ? 'none' : String(capacity)
  return { message: (await words())('teams.capacitySaved', { name, limit }) }
})
