import agreementsEn from '../agreements/messages.en.json'
import agreementsRu from '../agreements/messages.ru.json'
import bulkEn from '../bulk/messages.en.json'
import bulkRu from '../bulk/messages.ru.json'
import calendarsEn from '../calendars/messages.en.json'
import calendarsRu from '../calendars/messages.ru.json'
import channelsEn from '../channels/messages.en.json'
import channelsRu from '../channels/messages.ru.json'
import dealsEn from '../deals/messages.en.json'
import dealsRu from '../deals/messages.ru.json'
import exportsEn from '../exports/messages.en.json'
import exportsRu from '../exports/messages.ru.json'
import formsEn from '../forms/messages.en.json'
import formsRu from '../forms/messages.ru.json'
import funnelEn from '../funnel/messages.en.json'
import funnelRu from '../funnel/messages.ru.json'
import handoffsEn from '../handoffs/messages.en.json'
import handoffsRu from '../handoffs/messages.ru.json'
import importsEn from '../imports/messages.en.json'
import importsRu from '../imports/messages.ru.json'
import leadsEn from '../leads/messages.en.json'
import leadsRu from '../leads/messages.ru.json'
import meetingsEn from '../meetings/messages.en.json'
import meetingsRu from '../meetings/messages.ru.json'
import noticesEn from '../notices/messages.en.json'
import noticesRu from '../notices/messages.ru.json'
import nurtureEn from '../nurture/messages.en.json'
import nurtureRu from '../nurture/messages.ru.json'
import organisationEn from '../organisation/messages.en.json'
import organisationRu from '../organisation/messages.ru.json'
import peopleEn from '../people/messages.en.json'
import peopleRu from '../people/messages.ru.json'
import performanceEn from '../performance/messages.en.json'
import performanceRu from '../performance/messages.ru.json'
import type { Locale } from '../platform/i18n/locale'
import promisesEn from '../promises/messages.en.json'
import promisesRu from '../promises/messages.ru.json'
import reportsEn from '../reports/messages.en.json'
import reportsRu from '../reports/messages.ru.json'
import routingEn from '../routing/messages.en.json'
import routingRu from '../routing/messages.ru.json'
import sharingEn from '../sharing/messages.en.json'
import sharingRu from '../sharing/messages.ru.json'
import spendEn from '../spend/messages.en.json'
import spendRu from '../spend/messages.ru.json'
import targetsEn from '../targets/messages.en.json'
import targetsRu from '../targets/messages.ru.json'
import viewsEn from '../views/messages.en.json'
import viewsRu from '../views/messages.ru.json'
import webhooksEn from '../webhooks/messages.en.json'
import webhooksRu from '../webhooks/messages.ru.json'
import commonEn from './common/messages.en.json'
import commonRu from './common/messages.ru.json'
import crashEn from './crash/messages.en.json'
import crashRu from './crash/messages.ru.json'
import errorsEn from './errors/messages.en.json'
import errorsRu from './errors/messages.ru.json'
import shellEn from './shell/messages.en.json'
import shellRu from './shell/messages.ru.json'

/**
 * Every word that Baton says, one namespace per folder. A new domain with words adds itself here, in both languages; a
 * test holds that both say the same things.
 */
const en = {
  agreements: agreementsEn,
  bulk: bulkEn,
  calendars: calendarsEn,
  channels: channelsEn,
  common: commonEn,
  crash: crashEn,
  deals: dealsEn,
  errors: errorsEn,
  exports: exportsEn,
  forms: formsEn,
  funnel: funnelEn,
  handoffs: handoffsEn,
  imports: importsEn,
  leads: leadsEn,
  meetings: meetingsEn,
  nurture: nurtureEn,
  notices: noticesEn,
  organisation: organisationEn,
  people: peopleEn,
  performance: performanceEn,
  promises: promisesEn,
  reports: reportsEn,
  routing: routingEn,
  sharing: sharingEn,
  shell: shellEn,
  spend: spendEn,
  targets: targetsEn,
  views: viewsEn,
  webhooks: webhooksEn,
}

export type Messages = typeof en
export type Namespace = keyof Messages

const ru: Record<Namespace, object> = {
  agreements: agreementsRu,
  bulk: bulkRu,
  calendars: calendarsRu,
  channels: channelsRu,
  common: commonRu,
  crash: crashRu,
  deals: dealsRu,
  errors: errorsRu,
  exports: exportsRu,
  forms: formsRu,
  funnel: funnelRu,
  handoffs: handoffsRu,
  imports: importsRu,
  leads: leadsRu,
  meetings: meetingsRu,
  nurture: nurtureRu,
  notices: noticesRu,
  organisation: organisationRu,
  people: peopleRu,
  performance: performanceRu,
  promises: promisesRu,
  reports: reportsRu,
  routing: routingRu,
  sharing: sharingRu,
  shell: shellRu,
  spend: spendRu,
  targets: targetsRu,
  views: viewsRu,
  webhooks: webhooksRu,
}

const byLocale: Record<Locale, Record<Namespace, object>> = { en, ru }

export function messagesFor(locale: Locale): Messages {
  return byLocale[locale] as Messages
}
