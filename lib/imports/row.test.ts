import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { leadPatch } from '@/lib/leads/schema'
import { columnNames, detectFormat, readCsv } from './csv'
import { importMapping } from './mapping'
import { FormatDetector, type ImportRow, planImport, type RowProblem, rowReader } from './row'

fc.configureGlobal({ seed: 20_261_122 })

const now = new Date('2026-11-21T12:00:00Z')

/** Reads a small table as an import does: finds the columns, looks at all rows, then reads each. */
function run(mapping: object, [header = [], ...rows]: string[][], timeZone = 'Europe/Berlin') {
  const planned = planImport(importMapping.parse(mapping), columnNames(header))
  if (!planned.ok) throw new Error(JSON.stringify(planned.problems))
  const detector = new FormatDetector(planned.plan)
  for (const row of rows) detector.see(row)
  const { formats, questions } = detector.decide()
  const read = rowReader(planned.plan, formats, { timeZone, now })
  return { questions, results: rows.map((row) => read(row)) }
}

const rowsOf = (...args: Parameters<typeof run>): (Partial<ImportRow> | RowProblem[])[] =>
  run(...args).results.map((result) => {
    if (!result.ok) return result.problems
    return Object.fromEntries(Object.entries(result.row).filter(([, value]) => value !== null))
  })

const LEADS = {
  kind: 'leads',
  columns: {
    id: 'externalId',
    mail: 'email',
    tel: 'phone',
    name: 'company',
    from: 'channel',
    since: 'createdAt',
  },
}
const HEADER = ['id', 'mail', 'tel', 'name', 'from', 'since', 'other']
const lead = (cells: Record<string, string>) => HEADER.map((name) => cells[name] ?? '')

describe('leads', () => {
  test('a row becomes a lead: trimmed, composed, dated in the organisation’s zone', () => {
    const cells = {
      id: ' 42 ',
      mail: ' Anna@Example.com',
      name: ' Cafe\u0301  Noir ',
      since: '2018-02-01',
      other: 'x',
    }
    expect(rowsOf(LEADS, [HEADER, lead(cells)])).toEqual([
      {
        kind: 'leads',
        externalId: '42',
        email: 'Anna@Example.com',
        company: 'Café Noir',
        createdAt: new Date('2018-01-31T23:00:00Z'),
      },
    ])
  })

  test('a name in two columns becomes one, unless the whole name is there', () => {
    const mapping = {
      kind: 'leads',
      columns: { mail: 'email', first: 'firstName', last: 'lastName', whole: 'contactName' },
    }
    const names = (...rows: string[][]) =>
      rowsOf(mapping, [['mail', 'first', 'last', 'whole'], ...rows.map((row) => ['a@b.co', ...row])]).map(
        (row) => 'contactName' in row && row.contactName,
      )
    expect(names(['Ann', 'Lee', ''], ['', 'Lee', ''], ['Ann', '', 'Dr. Ann Lee'], ['', '', ''])).toEqual([
      'Ann Lee',
      'Lee',
      'Dr. Ann Lee',
      false,
    ])
  })

  test('every field can be filled', () => {
    const cells: Record<string, string> = {
      company: 'Acme',
      contactName: 'Ann',
      jobTitle: 'CEO',
      email: 'a@b.co',
      phone: '+49 30 1234567',
      website: 'acme.example',
      country: 'DE',
      region: 'Berlin',
      segment: 'Public sector',
      expectedAmount: '12500.50',
      channel: 'Fair',
      campaign: 'CeBIT',
      origin: 'Sales',
      note: 'line\nline',
      externalId: 'x1',
      'utm.source': 's',
      'utm.medium': 'm',
      'utm.campaign': 'c',
      'utm.term': 't',
      'utm.content': 'n',
      createdAt: '2020-01-01 10:00',
      qualifiedAt: '2020-01-02',
      handedOffAt: '2020-01-03',
      acceptedAt: '2020-01-04',
      dealAt: '2020-01-05',
      wonAt: '2020-01-06',
      lostAt: '2020-01-07',
      owner: 'Olga',
      assignee: 'rep@example.com',
      grade: 'HOT',
      needFormed: 'yes',
      valueUnderstood: 'No',
      hasBudget: 'unknown',
      readySoon: 'yes',
      response: 'call_back',
    }
    const names = Object.keys(cells)
    const mapping = { kind: 'leads', columns: Object.fromEntries(names.map((name) => [name, name])) }
    const [row] = rowsOf(mapping, [names, Object.values(cells)], 'UTC')
    expect(row).toEqual({
      kind: 'leads',
      ...cells,
      origin: 'sales',
      grade: 'hot',
      valueUnderstood: 'no',
      createdAt: new Date('2020-01-01T10:00:00Z'),
      qualifiedAt: new Date('2020-01-02T00:00:00Z'),
      handedOffAt: new Date('2020-01-03T00:00:00Z'),
      acceptedAt: new Date('2020-01-04T00:00:00Z'),
      dealAt: new Date('2020-01-05T00:00:00Z'),
      wonAt: new Date('2020-01-06T00:00:00Z'),
      lostAt: new Date('2020-01-07T00:00:00Z'),
    })
  })

  test('constants fill every row, and empty cells of a column', () => {
    const mapping = { ...LEADS, constants: { origin: 'sales', from: undefined, channel: 'Unknown' } }
    const { from: _, ...constants } = mapping.constants
    expect(
      rowsOf({ ...mapping, constants }, [HEADER, lead({ id: '1' }), lead({ id: '2', from: 'Fair' })]),
    ).toMatchObject([
      { externalId: '1', origin: 'sales', channel: 'Unknown' },
      { externalId: '2', origin: 'sales', channel: 'Fair' },
    ])
  })

  test('values are translated, the empty one too', () => {
    const mapping = { ...LEADS, values: { channel: { ' cpc ': 'Paid search', '': 'None', junk: '' } } }
    const froms = ['cpc', ' cpc', '', 'CPC', 'junk']
    const rows = rowsOf(mapping, [HEADER, ...froms.map((from) => lead({ id: '1', from }))])
    expect(rows.map((row) => ('channel' in row ? row.channel : null))).toEqual([
      'Paid search',
      'Paid search',
      'None',
      'CPC',
      null,
    ])
  })

  test.each<[Record<string, string>, { column: string | null; code: string; value: string }[]]>([
    [{}, [{ column: null, code: 'empty_row', value: '' }]],
    [{ other: ' ' }, [{ column: null, code: 'empty_row', value: '' }]],
    [{ name: 'Acme' }, [{ column: 'id', code: 'identity', value: '' }]],
    [{ id: '1', mail: 'anna at example' }, [{ column: 'mail', code: 'email', value: 'anna at example' }]],
    [{ id: '1', tel: 'none' }, [{ column: 'tel', code: 'phone', value: 'none' }]],
    [{ id: '1\u0000' }, [{ column: 'id', code: 'unstorable', value: '1\u0000' }]],
    [{ id: '1', name: '\ud800' }, [{ column: 'name', code: 'unstorable', value: '\ud800' }]],
    [
      { id: '1', name: 'x'.repeat(201) },
      [{ column: 'name', code: 'too_long', value: `${'x'.repeat(200)}…` }],
    ],
    [{ id: '1', since: '2018-02-30' }, [{ column: 'since', code: 'unreadable_date', value: '2018-02-30' }]],
    [{ id: '1', since: '0000-01-01' }, [{ column: 'since', code: 'unreadable_date', value: '0000-01-01' }]],
    [{ id: '1', since: '2026-11-22' }, [{ column: 'since', code: 'future', value: '2026-11-22' }]],
    [
      { mail: 'x', since: 'y' },
      [
        { column: 'mail', code: 'email', value: 'x' },
        { column: 'since', code: 'unreadable_date', value: 'y' },
      ],
    ],
  ])('%j is refused: %j', (cells, problems) => {
    expect(rowsOf(LEADS, [HEADER, lead(cells)])).toEqual([problems])
  })

  test('today is not the future, a minute from now is', () => {
    const times = ['2026-11-21', '2026-11-21 13:00', '2026-11-21 13:01']
    const rows = run(LEADS, [HEADER, ...times.map((since) => lead({ id: '1', since }))]).results
    expect(rows.map(({ ok }) => ok)).toEqual([true, true, false])
  })

  test('a campaign needs its channel in the same row', () => {
    const mapping = { kind: 'leads', columns: { id: 'externalId', a: 'channel', b: 'campaign' } }
    expect(
      rowsOf(mapping, [
        ['id', 'a', 'b'],
        ['1', '', 'CeBIT'],
      ]),
    ).toEqual([[{ column: 'b', code: 'needs_channel', value: 'CeBIT' }]])
  })

  test('rows need no identity when each gets its own', () => {
    const mapping = { kind: 'leads', columns: { name: 'company' }, identity: 'row' }
    expect(
      rowsOf(mapping, [
        ['name', 'x'],
        ['Acme', ''],
        ['Acme', ''],
      ]),
    ).toEqual([
      { kind: 'leads', company: 'Acme' },
      { kind: 'leads', company: 'Acme' },
    ])
  })

  test('an ambiguous date is asked about, unless the mapping says', () => {
    const table = [HEADER, lead({ id: '1', since: '03-04-2018' })]
    expect(run(LEADS, table).questions).toEqual([
      {
        code: 'ambiguous_date',
        column: 'since',
        example: '03-04-2018',
        options: ['DD-MM-YYYY', 'MM-DD-YYYY'],
      },
    ])
    const said = run({ ...LEADS, dateFormat: 'MM-DD-YYYY' }, table, 'UTC')
    expect(said.questions).toEqual([])
    expect(said.results).toMatchObject([{ ok: true, row: { createdAt: new Date('2018-03-04T00:00:00Z') } }])
  })

  test('cells are read as the form and the API read them', () => {
    const odd = fc.string({
      unit: fc.constantFrom(
        'a',
        'é',
        'я',
        '7',
        ' ',
        '@',
        '.',
        '-',
        '+',
        '(',
        '\t',
        '\u00a0',
        '\u0301',
        '\u0000',
      ),
    })
    const names = ['company', 'email', 'phone', 'region', 'note'] as const
    const mapping = {
      kind: 'leads',
      columns: Object.fromEntries(names.map((name) => [name, name])),
      constants: { externalId: '1' },
    }
    const some = fc.oneof(
      odd,
      fc.string({ unit: 'grapheme' }),
      fc.emailAddress(),
      fc.string({ minLength: 95, maxLength: 105 }),
    )
    fc.assert(
      fc.property(fc.constantFrom(...names), some, (name, text) => {
        if (text.trim() === '') return
        const [result] = run(mapping, [
          [...names],
          names.map((other) => (other === name ? text : '')),
        ]).results
        const parsed = leadPatch.shape[name].safeParse(text)
        expect(result?.ok).toBe(parsed.success)
        if (result?.ok && result.row.kind === 'leads') expect(result.row[name]).toBe(parsed.data)
      }),
      { numRuns: 2000 },
    )
  })

  test('whatever the cells are, there is a row or a reason', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 7, maxLength: 7 }), (cells) => {
        const [result] = run(LEADS, [HEADER, cells]).results
        if (result?.ok) expect(JSON.stringify(result.row)).not.toContain('\\u0000')
        else expect(result?.problems.length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('outcomes', () => {
  const columns = {
    id: 'externalId',
    what: 'outcome',
    won: 'wonAt',
    lost: 'lostAt',
    sum: 'amount',
    why: 'reason',
  }
  const mapping = { kind: 'outcomes', columns }
  const header = Object.keys(columns)

  test('amounts are exact and dates follow the outcome', () => {
    expect(
      rowsOf(
        mapping,
        [
          header,
          ['1', 'Won', '01.02.2018', '', '1.234,50', ''],
          ['2', '', '', '31.01.2018', '0,1', 'too dear'],
          ['3', '', '28.02.2018 10:00', '', '5', ''],
          ['4', 'won', '', '', '', ''],
        ],
        'UTC',
      ),
    ).toEqual([
      {
        kind: 'outcomes',
        externalId: '1',
        outcome: 'won',
        wonAt: new Date('2018-02-01T00:00:00Z'),
        amount: '1234.50',
      },
      {
        kind: 'outcomes',
        externalId: '2',
        outcome: 'lost',
        lostAt: new Date('2018-01-31T00:00:00Z'),
        amount: '0.10',
        reason: 'too dear',
      },
      {
        kind: 'outcomes',
        externalId: '3',
        outcome: 'won',
        wonAt: new Date('2018-02-28T10:00:00Z'),
        amount: '5.00',
      },
      { kind: 'outcomes', externalId: '4', outcome: 'won' },
    ])
  })

  test.each([
    [['1', '', '', '', '', ''], 'what', 'required'],
    [['', 'won', '', '', '', ''], 'id', 'identity'],
    [['1', 'maybe', '', '', '', ''], 'what', 'not_an_option'],
    [['1', '', '2018-01-01', '2018-01-01', '', ''], 'lost', 'won_and_lost'],
    [['1', 'won', '', '2018-01-01', '', ''], 'lost', 'won_and_lost'],
    [['1', 'lost', '2018-01-01', '', '', ''], 'won', 'won_and_lost'],
    [['1', 'won', '2027-01-01', '', '', ''], 'won', 'future'],
    [['1', 'won', '', '', '-5', ''], 'sum', 'negative'],
    [['1', 'won', '', '', '0.001', ''], 'sum', 'too_precise'],
    [['1', 'won', '', '', '1e309', ''], 'sum', 'number'],
  ])('%j: %s %s', (cells, column, code) => {
    expect(rowsOf(mapping, [header, cells])).toMatchObject([[{ column, code }]])
  })

  test('both decimal conventions in a column are asked about, unless the mapping says', () => {
    const table = [header, ['1', 'won', '', '', '1,5', ''], ['2', 'won', '', '', '1.5', '']]
    expect(run(mapping, table).questions).toMatchObject([{ code: 'mixed_decimals', column: 'sum' }])
    const said = run({ ...mapping, decimal: ',' }, table)
    expect(said.questions).toEqual([])
    expect(said.results.map(({ ok }) => ok)).toEqual([true, false])
    const currencies = [header, ['1', 'won', '', '', '$5', ''], ['2', 'won', '', '', '€5', '']]
    expect(run({ ...mapping, decimal: ',' }, currencies).questions).toMatchObject([
      { code: 'mixed_currencies' },
    ])
  })
})

describe('spend', () => {
  const mapping = {
    kind: 'spend',
    columns: { channel: 'channel', month: 'month', cost: 'amount', reach: 'reach' },
    constants: { side: 'marketing' },
  }
  const header = ['channel', 'month', 'cost', 'reach']

  test('months and whole numbers', () => {
    expect(
      rowsOf(mapping, [
        header,
        ['Fair', '2018-03', '€ 1,000.50', '12,000'],
        ['Fair', '15.04.2018', '', '1'],
        ['Fair', '2018-13', '1', ''],
        ['Fair', '2018-03', '', ''],
        ['', '2018-03', '1', ''],
        ['Fair', '', '1', ''],
        ['Fair', '2018-03', '1', '1.5'],
      ]),
    ).toEqual([
      {
        kind: 'spend',
        channel: 'Fair',
        side: 'marketing',
        month: '2018-03',
        amount: '1000.50',
        reach: 12_000,
      },
      { kind: 'spend', channel: 'Fair', side: 'marketing', month: '2018-04', reach: 1 },
      [{ column: 'month', code: 'unreadable_date', value: '2018-13' }],
      [{ column: 'cost', code: 'required', value: '' }],
      [{ column: 'channel', code: 'required', value: '' }],
      [{ column: 'month', code: 'month_or_day', value: '' }],
      [{ column: 'reach', code: 'too_precise', value: '1.5' }],
    ])
  })

  test('shared costs, periods, plans', () => {
    const columns = {
      ch: 'channel',
      by: 'splitBy',
      d: 'from',
      t: 'to',
      sum: 'amount',
      p: 'costKind',
      w: 'purpose',
    }
    const header = ['ch', 'by', 'd', 't', 'sum', 'p', 'w']
    expect(
      rowsOf({ kind: 'spend', columns, constants: { side: 'sales' } }, [
        header,
        ['', 'LEADS', '2018-03-05', '2018-04-04', '310', 'planned', 'Office'],
        ['Fair', '', '2018-03-05', '2018-04-04', '310', '', ''],
        ['', '', '2018-03-05', '2018-04-04', '310', '', ''],
        ['Fair', 'equally', '2018-03-05', '2018-04-04', '310', '', ''],
        ['', 'fixed', '2018-03-05', '2018-04-04', '310', '', ''],
        ['Fair', '', '2018-03-05', '', '310', '', ''],
        ['Fair', '', '', '', '310', '', ''],
      ]),
    ).toEqual([
      {
        kind: 'spend',
        side: 'sales',
        splitBy: 'leads',
        from: '2018-03-05',
        to: '2018-04-04',
        amount: '310.00',
        costKind: 'planned',
        purpose: 'Office',
      },
      {
        kind: 'spend',
        side: 'sales',
        channel: 'Fair',
        from: '2018-03-05',
        to: '2018-04-04',
        amount: '310.00',
      },
      [{ column: 'ch', code: 'channel_or_split', value: '' }],
      [{ column: 'by', code: 'channel_and_split', value: 'equally' }],
      [{ column: 'by', code: 'not_an_option', value: 'fixed' }],
      [{ column: 't', code: 'required', value: '' }],
      [{ column: null, code: 'one_time', value: '' }],
    ])
  })
})

describe('planImport', () => {
  const plan = (columns: object, header: string[]) =>
    planImport(importMapping.parse({ kind: 'leads', columns, identity: 'row' }), columnNames(header))

  test('columns are found however they are blanked or composed', () => {
    expect(plan({ 'Cafe\u0301  name': 'company' }, [' Café name '])).toMatchObject({ ok: true })
  })

  test.each([
    [{ name: 'company' }, ['Name'], 'unknown_column'],
    [{ name: 'company' }, ['name', 'x', 'name'], 'duplicate_column'],
  ])('%j in %j: %s', (columns, header, code) => {
    expect(plan(columns, header)).toEqual({ ok: false, problems: [{ code, column: 'name' }] })
  })

  test('one of several equal columns can be named', () => {
    expect(plan({ 'name (2)': 'company' }, ['name', 'name'])).toMatchObject({ ok: true })
  })
})

const OLIST = '/work/shared/data/olist'
describe.skipIf(!existsSync(OLIST))('olist', () => {
  async function read(file: string, mapping: object) {
    const open = () => [new Uint8Array(readFileSync(`${OLIST}/${file}`))]
    const { header, batches } = await readCsv(open(), await detectFormat(open))
    const rows: string[][] = []
    for await (const batch of batches) rows.push(...batch.map(({ cells }) => cells))
    return run(mapping, [header, ...rows], 'America/Sao_Paulo')
  }

  test('8,000 leads', async () => {
    const { questions, results } = await read('olist_marketing_qualified_leads_dataset.csv', {
      kind: 'leads',
      columns: {
        mql_id: 'externalId',
        first_contact_date: 'createdAt',
        origin: 'channel',
        landing_page_id: 'utm.content',
      },
    })
    expect(questions).toEqual([])
    expect(results.filter(({ ok }) => ok)).toHaveLength(8000)
    expect(
      results.filter((result) => result.ok && result.row.kind === 'leads' && result.row.channel === null),
    ).toHaveLength(60)
  })

  test('842 won deals', async () => {
    const { questions, results } = await read('olist_closed_deals_dataset.csv', {
      kind: 'outcomes',
      columns: {
        mql_id: 'externalId',
        won_date: 'wonAt',
        sr_id: 'assignee',
        declared_monthly_revenue: 'amount',
      },
      constants: { outcome: 'won' },
    })
    expect(questions).toEqual([])
    expect(results.filter(({ ok }) => ok)).toHaveLength(842)
    const amounts = results.map((result) =>
      result.ok && result.row.kind === 'outcomes' ? result.row.amount : null,
    )
    expect(amounts.filter((amount) => amount === '0.00')).toHaveLength(797)
    expect(amounts).toContain('50000000.00')
  })
})
