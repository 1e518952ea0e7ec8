import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Checkbox, Input } from '@/components/ui/controls'
import { Dialog } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Menu, MenuButton, MenuHeading, MenuLine } from '@/components/ui/menu'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Actor } from '@/lib/platform/actor'
import type { Query } from '@/lib/platform/url-state'
import {
  moveView,
  removeView,
  renameView,
  saveNewView,
  saveView,
  setDefault,
  shareView,
  undoRemove,
} from '@/lib/views/actions'
import { viewHref, viewQuery } from '@/lib/views/address'
import { canChangeView, canSetDefault } from '@/lib/views/policy'
import type { ViewView } from '@/lib/views/queries'
import { VIEW_ROLES } from '@/lib/views/schema'

const NEW = 'save-view'
const RENAME = 'rename-view'

/** What can be done with the view that the list shows, or with what it shows now and no view keeps. */
export async function ViewSteps({
  actor,
  view,
  views,
  query,
}: {
  actor: Actor
  view: ViewView | undefined
  views: readonly ViewView[]
  query: Query
}) {
  const [t, common] = await Promise.all([getTranslations('views'), getTranslations('common.action')])
  const now = viewQuery(query)
  const changed = view !== undefined && view.query !== now
  const mayChange = view !== undefined && canChangeView(actor, view)
  return (
    <>
      {changed && (
        <span className="flex items-center gap-1.5">
          <Link
            href={viewHref(view)}
            title={t('discard')}
            className="rounded-sm text-xs text-muted hover:text-ink hover:underline max-md:sr-only"
          >
            {t('changed')}
          </Link>
          {mayChange && (
            <ActionForm action={saveView}>
              <input type="hidden" name="viewId" value={view.id} />
              <input type="hidden" name="query" value={now} />
              <SubmitButton size="sm">{t('save')}</SubmitButton>
            </ActionForm>
          )}
        </span>
      )}
      {(changed || (!view && now !== '')) && (
        <DialogButton dialog={NEW} variant="secondary" size="sm">
          {view ? t('saveAs') : t('saveNew')}
        </DialogButton>
      )}
      {view && <ViewMenu actor={actor} view={view} views={views} />}
      <Dialog id={NEW} title={t('saveTitle')} closeLabel={common('close')} size="sm">
        <ActionForm action={saveNewView} className="flex flex-col gap-3">
          <FormError />
          <input type="hidden" name="query" value={now} />
          <Field name="name" label={t('name')} required>
            <Input name="name" maxLength={60} placeholder={t('namePlaceholder')} autoComplete="off" />
          </Field>
          <Checkbox name="shared" label={t('share')} hint={t('shareHint')} />
          <SubmitButton className="self-start">{t('save')}</SubmitButton>
        </ActionForm>
      </Dialog>
      {view && (
        <Dialog id={RENAME} title={t('rename')} closeLabel={common('close')} size="sm">
          <ActionForm action={renameView} className="flex flex-col gap-3">
            <FormError />
            <input type="hidden" name="viewId" value={view.id} />
            <Field name="name" label={t('name')} required>
              <Input key={view.name} name="name" maxLength={60} defaultValue={view.name} autoComplete="off" />
            </Field>
            <SubmitButton className="self-start">{t('save')}</SubmitButton>
          </ActionForm>
        </Dialog>
      )}
    </>
  )
}

async function ViewMenu({
  actor,
  view,
  views,
}: {
  actor: Actor
  view: ViewView
  views: readonly ViewView[]
}) {
  const [t, common, roles] = await Promise.all([
    getTranslations('views'),
    getTranslations('common.action'),
    getTranslations('common.role'),
  ])
  const mayChange = canChangeView(actor, view)
  const place = views.findIndex(({ id }) => id === view.id)
  const seen = !view.shared
    ? t('private')
    : view.ownerId === actor.personId
      ? t('sharedByMe')
      : t('sharedBy', { name: view.owner })
  const first = view.defaultFor.map((role) => roles(role)).join(', ')
  const id = <input type="hidden" name="viewId" value={view.id} />
  return (
    <Menu
      id="view-menu"
      trigger={t('menuShort')}
      label={t('menu', { name: view.name })}
      variant="quiet"
      size="sm"
      align="end"
    >
      <MenuHeading>
        {seen}
        {first && (
          <>
            <br />
            {t('first', { roles: first })}
          </>
        )}
      </MenuHeading>
      {mayChange && (
        <>
          <DialogButton
            dialog={RENAME}
            variant="quiet"
            className="h-auto w-full justify-start border-0 px-2.5! py-1.5 font-normal text-body pointer-coarse:h-auto pointer-coarse:py-2.5"
          >
            {t('rename')}
          </DialogButton>
          <ActionForm action={shareView}>
            {id}
            <MenuButton name="shared" value={view.shared ? 'no' : 'yes'}>
              {view.shared ? t('unshare') : t('share')}
            </MenuButton>
          </ActionForm>
        </>
      )}
      {(['left', 'right'] as const)
        .filter((to) => (to === 'left' ? place > 0 : place < views.length - 1))
        .map((to) => (
          <ActionForm key={to} action={moveView}>
            {id}
            <MenuButton name="to" value={to}>
              {t(to)}
            </MenuButton>
          </ActionForm>
        ))}
      {view.shared &&
        VIEW_ROLES.filter((role) => canSetDefault(actor, role)).map((role) => {
          const isFirst = view.defaultFor.includes(role)
          return (
            <ActionForm key={role} action={setDefault}>
              <input type="hidden" name="role" value={role} />
              <MenuButton name="viewId" value={isFirst ? '' : view.id}>
                {t(isFirst ? 'dropDefault' : 'makeDefault', { role: roles(role) })}
              </MenuButton>
            </ActionForm>
          )
        })}
      {mayChange && (
        <>
          <MenuLine />
          <ActionForm action={removeView} undo={undoRemove} undoLabel={common('undo')}>
            {id}
            <MenuButton>{t('delete')}</MenuButton>
          </ActionForm>
        </>
      )}
    </Menu>
  )
}
