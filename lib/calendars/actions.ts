'use server'

import { revalidatePath } from 'next/cache'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { action, callAction } from '@/lib/platform/http/action'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { fromJson } from '@/lib/platform/input'
import {
  addAbsence,
  addHolidays,
  archiveCalendar,
  chooseBranch,
  createCalendar,
  removeAbsence,
  removeHolidays,
  restoreHolidays,
  updateCalendar,
} from './commands'
import {
  absenceId,
  branchChoice,
  calendarForm,
  calendarId,
  holidayDays,
  newAbsence,
  newCalendarForm,
  newHolidaysForm,
  restoredHolidays,
} from './schema'

function refresh() {
  revalidatePath('/settings', 'layout')
}

export const addCalendar = action(newCalendarForm, createCalendar, async ({ id }, { input }) => {
  refresh()
  const t = await getTranslations('calendars')
  return {
    id,
    message: t('branch.added', { name: input.name }),
    link: { href: `/settings/calendars/${id}`, label: t('branch.open') },
  }
})

export const saveCalendar = action(calendarForm, updateCalendar, async () => {
  refresh()
  const t = await getTranslations('calendars')
  return { message: t('week.saved') }
})

export const closeCalendar = action(calendarId, archiveCalendar, async ({ name }) => {
  refresh()
  const t = await getTranslations('calendars')
  return { message: t('branch.closed', { name }) }
})

export const addHoliday = action(newHolidaysForm, addHolidays, async ({ days }, { input }) => {
  refresh()
  const t = await getTranslations('calendars')
  return { message: t('holiday.added', { name: input.name, days }) }
})

export const removeHoliday = action(holidayDays, removeHolidays, async (holidays, { input }) => {
  refresh()
  const t = await getTranslations('calendars')
  return {
    message: t('holiday.removed', { name: holidays[0]?.name ?? '' }),
    undoToken: JSON.stringify({ calendarId: input.calendarId, holidays }),
  }
})

export const undoHoliday = callAction(z.preprocess(fromJson, restoredHolidays), restoreHolidays, async () => {
  refresh()
  const t = await getTranslations('common')
  return { message: t('undone') }
})

export const saveBranch = action(branchChoice, chooseBranch, async () => {
  refresh()
  const t = await getTranslations('calendars')
  return { message: t('branch.chosen') }
})

export const enterAbsence = action(newAbsence, addAbsence, async (_, { input }) => {
  refresh()
  const [t, format] = await Promise.all([getTranslations('calendars'), pageFormat()])
  return {
    message: t('absence.added', { from: format.date(input.from), to: format.date(input.to ?? input.from) }),
  }
})

export const cancelAbsence = action(absenceId, removeAbsence, async (absence) => {
  refresh()
  const t = await getTranslations('calendars')
  return { message: t('absence.removed'), undoToken: JSON.stringify(absence) }
})

export const undoAbsence = callAction(z.preprocess(fromJson, newAbsence), addAbsence, async () => {
  refresh()
  const t = await getTranslations('common')
  return { message: t('undone') }
})
