import type { Client } from 'pg'
import { fingerprint, randomToken } from '@/lib/platform/auth/token'

/** What the measurements need to know of the company that was made. */
export type BenchCompany = { key: string; marketerId: number; recordId: number; pendingHandoffs: number[] }

const SYLLABLES = [
  'ka',
  'lor',
  'mi',
  'ves',
  'tan',
  'ro',
  'shu',
  'bel',
  'dri',
  'gan',
  'po',
  'zel',
  'фа',
  'ни',
  'ром',
  'ла',
]

/** A name of three syllables, one of 4,096, that differs from lead to lead: about 20,000 words with the endings. */
function syllables(seed: number): string {
  const list = SYLLABLES.map((syllable) => `'${syllable}'`).join(', ')
  const one = (shift: number) =>
    `(array[${list}])[1 + abs(hashint4(n + ${seed} * ${shift})) % ${SYLLABLES.length}]`
  return [1, 2, 3].map(one).join(' || ')
}

/** As far as there are qualified leads to hand off: all of them at a million leads. */
const PENDING = 100_000

/**
 * A synthetic company of `leads` leads over three years, 12 channels and 300 campaigns, written by SQL: the benchmark
 * asks how fast a company of that size is served, not how fast it was entered.
 */
export async function makeCompany(client: Client, leads: number): Promise<BenchCompany> {
  const key = `bt_${randomToken()}`
  await client.query(`
    insert into organisation (id, name, currency, time_zone, default_country, created_at)
      values (1, 'Bench', 'EUR', 'Europe/Berlin', 'DE', now());
    insert into person (email, name, roles, status, created_at, updated_at)
      select 'person' || n || '@bench.example', 'Person ' || n,
        case when n <= 6 then '{marketer,sales}'::role[] else '{sales}'::role[] end, 'active', now(), now()
      from generate_series(1, 30) n;
    insert into rejection_reason (code, name_en, name_ru, outcome, nurture_days, position)
      values ('no_need', 'No need', 'Нет потребности', 'nurture', 90, 0);
    insert into channel (name) select 'Channel ' || n from generate_series(1, 12) n;
    insert into campaign (channel_id, name) select 1 + n % 12, 'Campaign ' || n from generate_series(1, 300) n;
    insert into spend (channel_id, campaign_id, side, first_day, last_day, amount, reach, responses, updated_at, updated_by_id)
      select c.channel_id, c.id, s, m::date, (m + interval '1 month - 1 day')::date, 100 + c.id,
        case s when 'marketing' then 5000 else 0 end, case s when 'marketing' then 90 else 0 end, now(), 1
      from campaign c, unnest(enum_range(null::side)) s,
        generate_series(date_trunc('month', now()) - interval '36 months', now(), interval '1 month') m;`)
  await client.query(
    'insert into api_key (person_id, name, hash, prefix, created_at) values (1, $1, $2, $3, now())',
    ['bench', fingerprint(key), key.slice(0, 8)],
  )
  await client.query(
    `insert into lead (status, origin, external_id, company, contact_name, email, phone, country, region, display_name,
      sort_name, channel_id, campaign_id, owner_id, assignee_id, grade, computed_grade, need_formed, value_understood,
      has_budget, ready_soon, response, nurture_wake_on, nurture_next_step, created_at, updated_at, status_since,
      last_contact_at, qualified_at, handed_off_at, accepted_at, deal_at, won_at, lost_at, email_key, phone_key,
      company_key, search_text)
    select status, case when h % 6 = 0 then 'sales' else 'marketing' end::origin, 'X' || n, company, contact, email, phone,
      'Germany', 'Region ' || h % 16, company, lower(company), campaign_channel, campaign, 1 + h % 6,
      case when depth >= 3 then 1 + h % 30 end, grade, grade, 'yes', 'yes', 'unknown', 'yes', 'engaged',
      case when status = 'nurture' then (created + interval '90 days')::date end,
      case when status = 'nurture' then 'Call' end,
      created, least(created + interval '20 days', now()), least(created + interval '3 days', now()),
      least(created + h / 7 % 400 * interval '1 day', now()),
      case when depth >= 1 then least(created + slow * 0.1, now()) end, case when depth >= 2 then least(created + slow * 0.2, now()) end,
      case when depth >= 3 then least(created + slow * 0.3, now()) end, case when depth >= 4 then least(created + slow * 0.5, now()) end,
      case when status = 'won' then least(created + slow, now()) end,
      case when status = 'lost' then least(created + slow * 1.1, now()) end,
      email, phone, lower(company), ' ' || regexp_replace(lower(concat_ws(' ', company, contact, email, phone)),
        '[^[:alnum:]]+', ' ', 'g') || ' ' || substr(phone, 4) || ' x' || n || ' '
    from (
      select n, h, now() - (3 * 365.0 * (1 - n::float8 / $1)) * interval '1 day' as created,
        'Company ' || (n % 90000) || ' ' || initcap(${syllables(3)}) || ' ' ||
          (array['GmbH', 'AG', 'Ltd', 'ООО'])[1 + h % 4] as company,
        (array['Anna', 'Boris', 'Carla', 'Dmitri', 'Elena'])[1 + h % 5] || ' ' || initcap(${syllables(1013)}) ||
          (array['mann', 'ova', 'ini', 'sen'])[1 + h / 13 % 4] as contact,
        'contact' || n || '@company' || n % 90000 || '.example' as email, '+4930' || 1000000 + n as phone,
        1 + h % 300 as campaign, 1 + (1 + h % 300 - 1 + 1) % 12 as campaign_channel,
        (array['hot', 'warm', 'cold'])[1 + h % 3]::grade as grade, (5 + h / 11 % 90) * interval '1 day' as slow,
        (array['new', 'qualified', 'nurture', 'nurture', 'disqualified', 'nurture', 'accepted', 'deal', 'won', 'lost'])[1 + h % 10]::lead_status as status,
        (array[0, 1, 1, 1, 1, 2, 3, 4, 4, 4])[1 + h % 10] as depth
      from (select n, abs(hashint4(n)) as h from generate_series(1, $1::int) n) numbered
    ) drawn`,
    [leads],
  )
  await client.query(`insert into lead_event (lead_id, type, to_status, actor_id, at)
    select id, 'created', 'new', 1, created_at from lead`)
  await client.query(`insert into handoff (lead_id, round, state, grade, offered_by_id, offered_at, due_at, decided_by_id, decided_at, response_minutes)
    select id, 1, 'accepted', grade, owner_id, handed_off_at, handed_off_at + (1 + id % 5) * interval '1 day', assignee_id, accepted_at,
      30 + abs(hashint4(id)) % 2000
    from lead where accepted_at is not null`)
  await client.query(`insert into deal (lead_id, title, amount, state, owner_id, opened_at, closed_at, lost_reason, updated_at)
    select id, display_name, 1000 + id % 9000, (case status when 'won' then 'won' when 'lost' then 'lost' else 'open' end)::deal_state,
      assignee_id, deal_at, coalesce(won_at, lost_at), case when status = 'lost' then 'Price' end, deal_at
    from lead where deal_at is not null`)
  await client.query(
    `update lead set status = 'handed_off', handed_off_at = now(), grade = 'hot'
     where id in (select id from lead where status = 'qualified' order by id desc limit $1)`,
    [PENDING],
  )
  const pending = await client.query<{ id: number }>(`
    insert into handoff (lead_id, round, grade, offered_by_id, offered_at, due_at)
    select id, 1, grade, 1, handed_off_at, handed_off_at + abs(hashint4(id)) % 5000 * interval '1 minute'
    from lead where status = 'handed_off' returning id`)
  await client.query('vacuum analyze')
  await client.query('checkpoint')
  return {
    key,
    marketerId: 1,
    recordId: Math.floor(leads / 2),
    pendingHandoffs: pending.rows.map(({ id }) => id),
  }
}
