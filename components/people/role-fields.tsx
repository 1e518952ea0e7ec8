import { getTranslations } from 'next-intl/server'
import { Checkbox } from '@/components/ui/controls'
import { ROLES, SIDES } from '@/lib/people/schema'
import { FieldsError } from './fields-error'

/** Check boxes for roles and headships. The hidden empty entries say "none" when nothing is checked. */
export async function RoleFields({
  roles,
  headOf,
  without,
  legend,
  hint,
}: {
  roles: readonly string[]
  headOf: readonly string[]
  /** a role that is not up for choice */
  without?: string
  legend?: string
  hint?: string
}) {
  const t = await getTranslations()
  return (
    <>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 text-sm font-medium text-ink">{legend ?? t('people.form.roles')}</legend>
        <p className="-mt-1 mb-0.5 text-xs text-muted">{hint ?? t('people.form.rolesHint')}</p>
        <input type="hidden" name="roles[]" value="" />
        {ROLES.filter((role) => role !== without).map((role) => (
          <Checkbox
            key={role}
            name="roles[]"
            value={role}
            defaultChecked={roles.includes(role)}
            label={t(`common.role.${role}`)}
            hint={t(`people.form.role.${role}`)}
          />
        ))}
        <FieldsError name="roles" />
      </fieldset>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 text-sm font-medium text-ink">{t('people.form.heads')}</legend>
        <p className="-mt-1 mb-0.5 text-xs text-muted">{t('people.form.headsHint')}</p>
        <input type="hidden" name="headOf[]" value="" />
        {SIDES.map((side) => (
          <Checkbox
            key={side}
            name="headOf[]"
            value={side}
            defaultChecked={headOf.includes(side)}
            label={t(`common.head.${side}`)}
          />
        ))}
      </fieldset>
    </>
  )
}
