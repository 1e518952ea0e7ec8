import { ActionForm } from '@/components/ui/action-form'
import { Input } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'

/** A name that is changed where it stands; its button shows once the field is in use. */
export function NameForm({
  action,
  id,
  value,
  label,
  placeholder,
  button,
  isNew,
}: Pick<Parameters<typeof ActionForm>[0], 'action'> & {
  id: { name: string; value: number }
  value: string
  label: string
  placeholder?: string
  button: string
  isNew?: boolean
}) {
  return (
    <ActionForm
      key={value}
      action={action}
      resetOnDone={isNew}
      className="group/name flex w-full max-w-md items-start gap-2 sm:w-auto sm:min-w-80"
    >
      <input type="hidden" name={id.name} value={id.value} />
      <Field name="name" label={`${label} ${value}`} className="flex-1 gap-0 [&_label]:sr-only">
        <Input
          name="name"
          defaultValue={value}
          placeholder={placeholder}
          maxLength={200}
          autoComplete="off"
        />
      </Field>
      <SubmitButton
        variant={isNew ? undefined : 'secondary'}
        className={
          isNew
            ? ''
            : 'opacity-0 group-focus-within/name:opacity-100 motion-reduce:transition-none pointer-coarse:opacity-100'
        }
      >
        {button}
      </SubmitButton>
    </ActionForm>
  )
}
