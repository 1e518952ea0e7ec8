import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { messagesFor } from '@/lib/i18n/messages'
import { detectFormat, readCsv } from './csv'
import { importDraft, mappingOf } from './draft'
import { guessColumns, headerKey } from './guess'
import { FIELDS, IMPORT_KINDS, type ImportKind } from './mapping'
import { needsOf } from './needs'

/** Headers as the programs write them, each with what stands in its columns, and what we should see in them. */
type Column = [name: string, sample: string, field: string | null]

const FILES: Record<string, { kind: ImportKind; columns: Column[] }> = {
  'Google Ads lead form': {
    kind: 'leads',
    columns: [
      ['Lead ID', 'TeSter-123', 'externalId'],
      ['Campaign ID', '1234567890', null],
      ['Campaign Name', 'Pumps EU', 'campaign'],
      ['Ad Group ID', '345', null],
      ['GCL ID', 'EAIaIQob', null],
      ['Form ID', '77', null],
      ['Full Name', 'Ann Lee', 'contactName'],
      ['User Email', 'ann@acme.example', 'email'],
      ['User Phone', '+49 30 1234567', 'phone'],
      ['Company Name', 'Acme', 'company'],
      ['Job Title', 'Buyer', 'jobTitle'],
      ['Lead Submit Time', '2026-03-04 10:11:12', 'createdAt'],
    ],
  },
  'Facebook lead form': {
    kind: 'leads',
    columns: [
      ['id', 'l:1234567890', 'externalId'],
      ['created_time', '2026-03-04T10:11:12+0000', 'createdAt'],
      ['ad_id', 'ag:23', null],
      ['ad_name', 'Spring ad', null],
      ['adset_id', 'as:23', null],
      ['adset_name', 'Spring set', null],
      ['campaign_id', 'c:23', null],
      ['campaign_name', 'Spring', 'campaign'],
      ['form_id', 'f:1', null],
      ['form_name', 'Form', null],
      ['is_organic', 'false', null],
      ['platform', 'fb', 'channel'],
      ['full_name', 'Ann Lee', 'contactName'],
      ['email', 'ann@acme.example', 'email'],
      ['phone_number', 'p:+4930123456', 'phone'],
      ['company_name', 'Acme', 'company'],
    ],
  },
  'Yandex Direct costs': {
    kind: 'spend',
    columns: [
      ['Дата', '04.03.2026', 'day'],
      ['№ Кампании', '123456', null],
      ['Название кампании', 'Насосы', 'campaign'],
      ['Показы', '12 345', 'reach'],
      ['Клики', '321', 'responses'],
      ['CTR (%)', '2,6', null],
      ['Расход (руб.)', '12 345,60', 'amount'],
      ['Ср. цена клика (руб.)', '38,46', null],
    ],
  },
  'Google Ads costs': {
    kind: 'spend',
    columns: [
      ['Day', '2026-03-04', 'day'],
      ['Campaign', 'Pumps EU', 'campaign'],
      ['Currency code', 'EUR', null],
      ['Clicks', '321', 'responses'],
      ['Impr.', '12,345', 'reach'],
      ['CTR', '2.6%', null],
      ['Avg. CPC', '0.38', null],
      ['Cost', '123.40', 'amount'],
    ],
  },
  'Facebook costs by month': {
    kind: 'spend',
    columns: [
      ['Month', '2026-03', 'month'],
      ['Campaign name', 'Spring', 'campaign'],
      ['Reach', '12345', 'reach'],
      ['Impressions', '23456', null],
      ['Results', '12', 'responses'],
      ['Cost per result', '10.28', null],
      ['Amount spent (EUR)', '123.40', 'amount'],
    ],
  },
  HubSpot: {
    kind: 'leads',
    columns: [
      ['Record ID', '151', 'externalId'],
      ['First Name', 'Ann', 'firstName'],
      ['Last Name', 'Lee', 'lastName'],
      ['Email', 'ann@acme.example', 'email'],
      ['Phone Number', '+49 30 1234567', 'phone'],
      ['Contact owner', 'Claire Dubois', 'owner'],
      ['Lead Status', 'Open', null],
      ['Create Date', '2026-03-04 10:11', 'createdAt'],
      ['Last Activity Date', '2026-03-05 10:11', null],
      ['Associated Company', 'Acme', 'company'],
      ['Associated Company IDs', '9', null],
      ['Job Title', 'Buyer', 'jobTitle'],
      ['Website URL', 'https://acme.example', 'website'],
      ['Country/Region', 'Germany', 'country'],
      ['State/Region', 'Berlin', 'region'],
      ['Industry', 'Hotels', 'segment'],
      ['Original Source', 'Paid search', 'channel'],
      ['Original Source Drill-Down 1', 'brand', null],
      ['Email opt-in', 'yes', null],
    ],
  },
  'Pipedrive people': {
    kind: 'leads',
    columns: [
      ['Person - Name', 'Ann Lee', 'contactName'],
      ['Person - ID', '7', 'externalId'],
      ['Person - Email - Work', 'ann@acme.example', 'email'],
      ['Person - Phone - Work', '+49 30 1234567', 'phone'],
      ['Organization - Name', 'Acme', 'company'],
      ['Person - Owner', 'Claire Dubois', 'owner'],
      ['Person - Person created', '2026-03-04 10:11:12', 'createdAt'],
    ],
  },
  'Pipedrive deals': {
    kind: 'outcomes',
    columns: [
      ['Deal - ID', '7', 'externalId'],
      ['Deal - Title', 'Acme deal', null],
      ['Deal - Status', 'Won', 'outcome'],
      ['Deal - Value', '1200', 'amount'],
      ['Deal - Currency of Value', 'EUR', null],
      ['Deal - Owner', 'Claire Dubois', 'assignee'],
      ['Deal - Won time', '2026-03-04 10:11:12', 'wonAt'],
      ['Deal - Lost time', '', 'lostAt'],
      ['Deal - Lost reason', '', 'reason'],
      ['Person - Email - Work', 'ann@acme.example', 'email'],
    ],
  },
  amoCRM: {
    kind: 'leads',
    columns: [
      ['ID', '12345', 'externalId'],
      ['Название сделки', 'Насосы для отеля', null],
      ['Основной контакт', 'Анна Ли', 'contactName'],
      ['Компания контакта', 'ООО Ромашка', 'company'],
      ['Ответственный', 'Клэр Дюбуа', 'owner'],
      ['Этап сделки', 'Первичный контакт', null],
      ['Бюджет', '120 000', 'expectedAmount'],
      ['Дата создания', '04.03.2026 10:11:12', 'createdAt'],
      ['Дата редактирования', '05.03.2026 10:11:12', null],
      ['Рабочий телефон', "'+79161234567", 'phone'],
      ['Мобильный телефон', '+7 916 123-45-67', null],
      ['Рабочий email', 'anna@romashka.example', 'email'],
      ['utm_source', 'yandex', 'utm.source'],
      ['utm_medium', 'cpc', 'utm.medium'],
      ['utm_campaign', 'nasosy', 'utm.campaign'],
      ['Источник', 'Яндекс Директ', 'channel'],
      ['Примечание 1', 'Звонил дважды', 'note'],
    ],
  },
  Bitrix24: {
    kind: 'leads',
    columns: [
      ['ID', '12345', 'externalId'],
      ['Стадия', 'Не обработан', null],
      ['Название лида', 'Заявка с сайта', null],
      ['Имя', 'Анна', 'firstName'],
      ['Фамилия', 'Ли', 'lastName'],
      ['Отчество', 'Петровна', null],
      ['Дата рождения', '01.02.1980', null],
      ['Название компании', 'ООО Ромашка', 'company'],
      ['Должность', 'Закупщик', 'jobTitle'],
      ['Рабочий телефон', '8 (916) 123-45-67', 'phone'],
      ['Рабочий e-mail', 'anna@romashka.example', 'email'],
      ['Корпоративный сайт', 'romashka.example', 'website'],
      ['Страна', 'Россия', 'country'],
      ['Источник', 'Выставка', 'channel'],
      ['Дополнительно об источнике', 'стенд 12', null],
      ['Комментарий', 'перезвонить', 'note'],
      ['Ответственный', 'Клэр Дюбуа', 'owner'],
      ['Дата создания', '04.03.2026 10:11:12', 'createdAt'],
      ['Дата изменения', '05.03.2026 10:11:12', null],
    ],
  },
  LinkedIn: {
    kind: 'leads',
    columns: [
      ['Lead Created At', '2026-03-04 10:11', 'createdAt'],
      ['Campaign ID', '22', null],
      ['Campaign Name', 'Hotels', 'campaign'],
      ['Form Name', 'Guide', null],
      ['First Name', 'Ann', 'firstName'],
      ['Last Name', 'Lee', 'lastName'],
      ['Work Email', 'ann@acme.example', 'email'],
      ['Company Name', 'Acme', 'company'],
      ['Job Title', 'Buyer', 'jobTitle'],
      ['Country/Region', 'France', 'country'],
      ['LinkedIn profile URL', 'https://linkedin.example/in/ann', null],
    ],
  },
  'trade show scanner': {
    kind: 'leads',
    columns: [
      ['Badge ID', 'B-100', 'externalId'],
      ['Scan Time', '04/03/2026 10:11', 'createdAt'],
      ['Name', 'Ann Lee', 'contactName'],
      ['Title', 'Buyer', 'jobTitle'],
      ['Company', 'Acme', 'company'],
      ['E-Mail', 'ann@acme.example', 'email'],
      ['Telephone', '030 1234567', 'phone'],
      ['City', 'Berlin', 'region'],
      ['Rating', 'A', 'grade'],
      ['Notes', 'wants a pump', 'note'],
      ['Scanned by', 'Claire Dubois', 'owner'],
      ['Event', 'Aquatech 2026', 'campaign'],
    ],
  },
  'no header that says anything': {
    kind: 'leads',
    columns: [
      ['(1)', 'ann@acme.example', 'email'],
      ['(2)', '+49 30 1234567', 'phone'],
      ['(3)', 'www.acme.example', 'website'],
      ['(4)', 'Germany', 'country'],
      ['(5)', 'Paid search', 'channel'],
      ['(6)', 'warm', 'grade'],
      ['(7)', 'x', null],
      ['(8)', '', null],
    ],
  },
}

describe('guessColumns', () => {
  it.each(Object.entries(FILES))('knows the columns of %s', (_, { kind, columns }) => {
    const guesses = guessColumns(
      kind,
      columns.map(([name, sample]) => ({ name, values: sample ? [sample] : [] })),
    )
    const found = columns.map(([name], index) => [name, guesses[index]?.field ?? null])
    expect(found).toEqual(columns.map(([name, , field]) => [name, field]))
  })

  it.each(IMPORT_KINDS.flatMap((kind) => ['en', 'ru'].map((language) => [kind, language] as const)))(
    'knows every column of the example file: %s, %s',
    async (kind, language) => {
      const bytes = readFileSync(`public/examples/${kind}.${language}.csv`)
      const { header, batches } = await readCsv([bytes], await detectFormat(() => [bytes]))
      const rows: string[][] = []
      for await (const batch of batches) for (const { cells } of batch) rows.push(cells)
      const samples = header.map((name, place) => ({ name, values: rows.map((cells) => cells[place] ?? '') }))
      const guesses = guessColumns(kind, samples)
      expect(header.filter((_, place) => !guesses[place])).toEqual([])
      const columns = Object.fromEntries(header.map((name, place) => [name, guesses[place]?.field]))
      const draft = importDraft.parse({ kind, columns })
      expect(mappingOf(draft).success).toBe(true)
      expect(needsOf(draft).every(({ isMet }) => isMet)).toBe(true)
    },
  )

  it.each(['en', 'ru'] as const)('knows the columns of our own export of leads: %s', (locale) => {
    const { leads, exports } = messagesFor(locale)
    const { contact, created, source: _, who: __, name: ___, ...same } = leads.column
    const named = [
      ['leadId', exports.leads.id],
      ['company', leads.form.company],
      ['contactName', contact],
      ['createdAt', created],
      ...Object.entries(same),
    ] as const
    const samples: Record<string, string> = {
      email: 'ann@acme.example',
      phone: '+49 30 1234567',
      createdAt: '2026-03-04 10:11',
      lastContactAt: '2026-03-04 10:11',
      updated: '2026-03-04 10:11',
      nurtureWakeOn: '2026-03-04',
      grade: 'Hot',
      website: 'acme.example',
      expectedAmount: '1200.00',
      timesReturned: '1',
      origin: 'Marketing',
    }
    const columns = named.map(([field, name]) => ({
      name: field === 'expectedAmount' ? `${name}, EUR` : name,
      values: [samples[field] ?? 'x'],
    }))
    const ours: readonly string[] = FIELDS.leads
    const guesses = guessColumns('leads', columns).map((guess) => guess?.field ?? null)
    expect(guesses).toEqual(named.map(([field]) => (ours.includes(field) ? field : null)))
  })

  it('gives no field to two columns', () => {
    const columns = ['Phone (1)', 'Phone (2)', 'Phone (3)'].map((name) => ({
      name,
      values: ['+49 30 123456'],
    }))
    expect(guessColumns('leads', columns).map((guess) => guess?.field ?? null)).toEqual(['phone', null, null])
  })

  it('does not believe a name that what stands in the column contradicts', () => {
    const columns = [
      { name: 'Email', values: ['yes', 'no', 'yes'] },
      { name: 'Contact', values: ['ann@acme.example', 'bo@acme.example'] },
      { name: 'Created', values: ['Ann', 'Bo'] },
    ]
    expect(guessColumns('leads', columns).map((guess) => guess && [guess.field, guess.by])).toEqual([
      null,
      ['email', 'content'],
      null,
    ])
  })

  it("knows the company's own channels where the name says nothing", () => {
    const columns = [{ name: 'Origen', values: ['Harbour fair', 'Harbour fair', 'Radio'] }]
    expect(guessColumns('leads', columns)).toEqual([null])
    const known = { channels: ['Harbour Fair', 'Radio'] }
    expect(guessColumns('leads', columns, known)).toEqual([{ field: 'channel', by: 'content' }])
  })

  it('copes with a thousand columns of nothing', () => {
    const columns = Array.from({ length: 1000 }, (_, index) => ({ name: `(${index + 1})`, values: [] }))
    expect(guessColumns('leads', columns).every((guess) => guess === null)).toBe(true)
  })
})

describe('headerKey', () => {
  const header = ['E-Mail', 'Company', 'Scan time']

  it('knows a source again whatever the order and spelling of its columns', () => {
    expect(headerKey(['company', 'scan_time', 'e-mail'])).toBe(headerKey(header))
    expect(headerKey([...header, 'Notes'])).not.toBe(headerKey(header))
  })

  it('knows it again in the file of its rejected rows', () => {
    expect(headerKey([...header, 'error'])).toBe(headerKey(header))
  })
})
