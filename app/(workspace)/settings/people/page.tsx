import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { NewPersonForm } from '@/components/people/new-person-form'
import { PeopleList } from '@/components/people/people-list'
import { SettingsHeader } from '@/components/settings/settings-header'
import { Card } from '@/components/ui/card'
import { Dialog } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { listPeople } from '@/lib/people/queries'
import { requireRole } from '@/lib/platform/auth/require-role'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('people.list')
  return { title: t('title') }
}

export default async function PeoplePage() {
  const actor = await requireRole('admin')
  const [t, people] = await Promise.all([getTranslations(), listPeople(actor)])
  const named = people.filter((person) => person.status === 'inactive')
  return (
    <>
      <SettingsHeader
        actor={actor}
        current="people"
        actions={
          <DialogButton dialog="new-person" variant="primary" data-hotkey="n">
            {t('people.list.add')}
          </DialogButton>
        }
      />
      <Card flush>
        <PeopleList people={people.filter((person) => person.status !== 'inactive')} />
      </Card>
      {named.length > 0 && (
        <Card flush className="mt-4" title={t('people.list.namedOnly')} note={t('people.list.namedOnlyHint')}>
          <PeopleList people={named} />
        </Card>
      )}
      <Dialog id="new-person" title={t('people.list.add')} closeLabel={t('common.action.close')}>
        <NewPersonForm />
      </Dialog>
    </>
  )
}
