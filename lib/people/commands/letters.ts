import { createTranslator } from 'next-intl'
import { messagesFor } from '@/lib/i18n/messages'
import { makeLink } from '@/lib/platform/auth/links'
import { db, sql } from '@/lib/platform/db/sql'
import { mailIsSet, sendLetter } from '@/lib/platform/email/send'
import { publicUrl } from '@/lib/platform/http/public-url'

type Addressee = {
  personId: number
  email: string
  name: string
  locale: 'en' | 'ru'
  organisation: string
  status: string
}

const ADDRESSEE = sql`
  SELECT p.id AS "personId", p.email, p.name, p.locale, p.status::text AS status, o.name AS organisation
  FROM person p JOIN organisation o ON o.id = 1
  WHERE p.status IN ('active', 'invited') AND p.email IS NOT NULL AND cardinality(p.roles) > 0`

/** The invitation of a person who has just been added. The link is made here, so that no token waits in the job table. */
export async function sendInvitation(personId: number, at: Date): Promise<void> {
  const person = await db.one<Addressee>(sql`${ADDRESSEE} AND p.id = ${personId}`)
  if (person?.status === 'invited') await send(person, 'invitation', at)
}

/** The letter to somebody who forgot the password, if the address is anybody's. */
export async function sendReset(email: string, at: Date): Promise<void> {
  const person = await db.one<Addressee>(sql`${ADDRESSEE} AND p.email = ${email}`)
  if (person) await send(person, person.status === 'active' ? 'password_reset' : 'invitation', at)
}

async function send(person: Addressee, purpose: 'invitation' | 'password_reset', at: Date): Promise<void> {
  if (!mailIsSet()) return
  const { token } = await makeLink(db, { personId: person.personId, purpose, at })
  const t = createTranslator({
    locale: person.locale,
    messages: messagesFor(person.locale),
    namespace: 'people',
  })
  const values = { name: person.name, organisation: person.organisation, link: publicUrl(`/link/${token}`) }
  await sendLetter({
    to: person.email,
    subject: t(`letter.${purpose}.subject`, values),
    text: t(`letter.${purpose}.text`, values),
  })
}
