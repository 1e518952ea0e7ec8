import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Checkbox, Input, RadioList } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Actor } from '@/lib/platform/actor'
import { addTeam, saveTeam, shelveTeam } from '@/lib/routing/actions'
import { CLOSER_LEADS, CLOSER_MINIMUM } from '@/lib/routing/choose'
import { listRepLoads, type TeamView } from '@/lib/routing/queries/teams'
import { STRATEGIES } from '@/lib/routing/schema'

/** A new team or one that is changed: its members first, then everybody else who sells. */
export async function TeamForm({ actor, team }: { actor: Actor; team?: TeamView }) {
  const [t, words, common, reps] = await Promise.all([
    getTranslations('routing.teams'),
    getTranslations('routing'),
    getTranslations('common'),
    listRepLoads(actor),
  ])
  const members = team?.members ?? []
  const others = reps.filter(({ id }) => !members.some((member) => member.id === id))
  return (
    <div className="flex max-w-2xl flex-col gap-6">
      <ActionForm action={team ? saveTeam : addTeam} className="flex flex-col gap-5">
        <FormError />
        {team && (
          <>
            <input type="hidden" name="teamId" value={team.id} />
            <input type="hidden" name="version" value={team.version} />
          </>
        )}
        <Field name="name" label={t('name')} required className="max-w-md">
          <Input name="name" maxLength={80} defaultValue={team?.name} autoComplete="off" autoFocus={!team} />
        </Field>
        <RadioList
          name="strategy"
          legend={t('strategy')}
          defaultValue={team?.strategy ?? 'round_robin'}
          options={STRATEGIES.map((strategy) => ({
            value: strategy,
            label: words(`strategyTitle.${strategy}`),
            hint: words(`strategyHint.${strategy}`, { leads: CLOSER_LEADS, minimum: CLOSER_MINIMUM }),
          }))}
        />
        <fieldset className="min-w-0">
          <legend className="text-sm font-medium text-ink">{t('membersField')}</legend>
          <p className="mb-2 text-xs text-muted">{t('membersHint')}</p>
          <input type="hidden" name="members[]" value="" />
          <div className="grid gap-2 sm:grid-cols-2">
            {[...members, ...others].map(
              (rep) =>
                rep.email && (
                  <Checkbox
                    key={rep.id}
                    name="members[]"
                    value={rep.email}
                    defaultChecked={members.includes(rep)}
                    label={rep.name}
                    hint={rep.here ? undefined : t('gone')}
                  />
                ),
            )}
          </div>
          {reps.length === 0 && <p className="text-muted">{t('nobody')}</p>}
        </fieldset>
        <div className="flex gap-2">
          <SubmitButton>{common('action.save')}</SubmitButton>
          <LinkButton href="/settings/teams" variant="quiet">
            {common('action.cancel')}
          </LinkButton>
        </div>
      </ActionForm>
      {team && !team.archived && (
        <ActionForm action={shelveTeam} className="flex flex-col items-start gap-2 border-t border-line pt-4">
          <FormError />
          <input type="hidden" name="teamId" value={team.id} />
          <SubmitButton variant="secondary" size="sm">
            {t('archive')}
          </SubmitButton>
        </ActionForm>
      )}
    </div>
  )
}
