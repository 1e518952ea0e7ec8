import { archiveForm, createForm } from '@/lib/forms/commands/forms'
import { discardSubmission } from '@/lib/forms/commands/held'
import { submitForm } from '@/lib/forms/commands/submit'
import { recordReport } from '@/lib/forms/commands/touches'
import { type FormView, formOfVisit } from '@/lib/forms/queries'
import { reportInput } from '@/lib/forms/reports'
import { newFormInput } from '@/lib/forms/schema'
import type { Actor } from '@/lib/platform/actor'
import { formToken, visitForm } from '@/lib/platform/auth/web-form'
import { must } from '@/lib/platform/result'

const HOUR = 3_600_000
const SITE = 'https://www.meridian.example'

/** The forms of the company's site: what came in by them, and what was held back. */
export async function openForms(as: (key: string, at: Date) => Actor, now: Date): Promise<void> {
  const start = new Date(now.getTime() - 60 * 24 * HOUR)
  const prices = must(
    await createForm(
      as('anna', start),
      newFormInput.parse({
        name: 'Price request, website',
        kind: 'price_request',
        channel: 'Organic search',
        campaign: 'Product pages',
        fields: [
          { name: 'contactName', required: true },
          { name: 'email', required: true },
          { name: 'phone' },
          { name: 'company', required: true },
          { name: 'note', label: { en: 'Which water, and how much of it?', ru: 'Какая вода и сколько?' } },
        ],
        en: {
          title: 'Ask for a price',
          intro: 'An engineer answers within one working day.',
          consent:
            'I agree that Meridian answers me by e-mail and phone: https://www.meridian.example/privacy.',
        },
        ru: {
          title: 'Запросить цену',
          intro: 'Инженер ответит в течение рабочего дня.',
          consent:
            'Я согласен, чтобы Meridian ответил мне по почте и телефону: https://www.meridian.example/privacy.',
        },
        sites: [SITE],
      }),
    ),
  )
  const catalogue = must(
    await createForm(
      as('anna', start),
      newFormInput.parse({
        name: 'Catalogue download',
        kind: 'download',
        channel: 'Organic search',
        campaign: 'Blog',
        fields: [{ name: 'email', required: true }, { name: 'company' }, { name: 'country' }],
        en: { title: 'Get the catalogue', button: 'Send me the catalogue' },
        ru: { title: 'Получить каталог', button: 'Прислать каталог' },
        sites: [SITE],
      }),
    ),
  )
  const fair = must(
    await createForm(
      as('anna', start),
      newFormInput.parse({
        name: 'Last year’s fair',
        kind: 'event',
        fields: [{ name: 'email', required: true }],
      }),
    ),
  )
  must(await archiveForm(as('anna', now), { formId: fair.id }))
  await visits(prices, now)
  const sent: [FormView, number, Record<string, string>][] = [
    [prices, 30, { ...JANA, _visitor: BROWSER, consent: 'yes', utm_source: 'google', gclid: 'demo-click-1' }],
    [
      catalogue,
      26,
      { email: 'einkauf@hafenhotels.example', company: 'Hafenhotels Nord', country: 'Germany' },
    ],
    [
      catalogue,
      5,
      { email: 'oleg.titov@uralmash-service.example', company: 'Уралмаш Сервис', country: 'Россия' },
    ],
    [
      prices,
      9,
      { contactName: 'GreatSEO', email: 'rank@mailinator.com', company: 'SEO', note: LINKS, consent: 'yes' },
    ],
    [
      prices,
      3,
      {
        contactName: 'Ivo Marek',
        email: 'ivo@marek-pumps.example',
        company: 'Marek Pumps',
        consent: 'yes',
        subject_2: 'x',
      },
    ],
    [prices, 50, { contactName: 'Casino', email: 'win@tempmail.com', company: 'Casino', consent: 'yes' }],
  ]
  sent.sort((one, other) => other[1] - one[1])
  for (const [form, hoursAgo, fields] of sent)
    await send(form, new Date(now.getTime() - hoursAgo * HOUR), fields)
  const last = await send(prices, new Date(now.getTime() - 49 * HOUR), {
    contactName: 'Crypto',
    email: 'moon@yopmail.com',
    company: 'Moon',
    consent: 'yes',
  })
  must(await discardSubmission(as('anna', now), { submissionId: last }))
}

const JANA = {
  contactName: 'Jana Kolářová',
  email: 'jana.kolarova@lazne-bohemia.example',
  phone: '+420 224 913 777',
  company: 'Lázně Bohemia s.r.o.',
  note: 'Recycling for two pools, about 40 m³ a day. When could you deliver?',
}
const BROWSER = '00000000000000000000000000c0ffee'
const LINKS = 'http://rank.example http://seo.example http://buy.example'

/** What Jana looked at before she wrote. */
async function visits(form: FormView, now: Date): Promise<void> {
  const looked = [
    ['visit', '/hotels/recycling', 'Water recycling for hotels', 54],
    ['download', '/files/recycling.pdf', 'recycling.pdf', 53],
    ['visit', '/prices', 'Prices', 31],
  ] as const
  for (const [index, [kind, page, label, hoursAgo]] of looked.entries()) {
    const visit = await visitForm(form.key, new Date(now.getTime() - hoursAgo * HOUR))
    if (!visit) throw new Error('the form was made a moment ago')
    const id = String(index).padStart(32, '0')
    const report = reportInput.parse({ visitor: BROWSER, id, kind, page: `${SITE}${page}`, label })
    must(await recordReport(visit, report))
  }
}

async function send({ key }: FormView, at: Date, fields: Record<string, string>): Promise<number> {
  const visit = await visitForm(key, at)
  if (!visit) throw new Error('the form was made a moment ago')
  const minute = new Date(at.getTime() - 60_000)
  const sent = new Map([...Object.entries(fields), ['_token', formToken(key, minute)] as const])
  const address = `203.0.113.${fields.email?.length ?? 0}`
  return must(await submitForm(visit, await formOfVisit(visit), { sent, locale: 'en', address })).id
}
