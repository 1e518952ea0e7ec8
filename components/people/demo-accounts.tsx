import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Avatar } from '@/components/ui/avatar'
import { FormError } from '@/components/ui/form-error'
import { signInToDemo } from '@/lib/people/actions'
import type { DemoAccount } from '@/lib/people/queries'
import { ROLES } from '@/lib/people/schema'

/** The people of the demo company, by what they do; one click signs in. One form: the button says who. */
export async function DemoAccounts({ accounts, next }: { accounts: DemoAccount[]; next?: string }) {
  const t = await getTranslations()
  const groups = ROLES.map((role) => ({
    role,
    people: accounts.filter((account) => account.roles[0] === role),
  }))
  return (
    <section
      aria-labelledby="demo-title"
      className="rounded-xl border border-line bg-surface p-4 md:relative md:left-1/2 md:w-[42rem] md:-translate-x-1/2 md:p-5"
    >
      <h2 id="demo-title" className="text-lg font-semibold">
        {t('people.demo.title')}
      </h2>
      <p className="mb-3 text-sm text-muted">{t('people.demo.text')}</p>
      <ActionForm action={signInToDemo} className="grid items-start gap-x-6 gap-y-4 md:grid-cols-2">
        {next && <input type="hidden" name="next" value={next} />}
        <FormError />
        {groups.map(
          ({ role, people }) =>
            people.length > 0 && (
              <div key={role}>
                <h3 className="text-sm font-semibold">{t(`common.role.${role}`)}</h3>
                <p className="mb-1.5 text-xs text-muted">{t(`people.demo.for.${role}`)}</p>
                <div className="flex flex-col gap-1">
                  {people.map((person) => (
                    <DemoButton key={person.id} person={person} />
                  ))}
                </div>
              </div>
            ),
        )}
      </ActionForm>
    </section>
  )
}

async function DemoButton({ person }: { person: DemoAccount }) {
  const t = await getTranslations()
  const heads = person.headOf.map((side) => t(`common.head.${side}`))
  const others = person.roles.slice(1).map((role) => t(`common.role.${role}`))
  return (
    <button
      type="submit"
      name="personId"
      value={person.id}
      data-demo=""
      title={t('people.demo.enterAs', { name: person.name })}
      className="flex w-full items-center gap-2.5 rounded-md border border-line px-2.5 py-1.5 text-start hover:border-line-strong hover:bg-hover"
    >
      <Avatar name={person.name} size="sm" />
      <span className="min-w-0 flex-1 truncate font-medium text-ink">{person.name}</span>
      <span className="truncate text-xs text-muted">{[...heads, ...others].join(', ')}</span>
    </button>
  )
}
