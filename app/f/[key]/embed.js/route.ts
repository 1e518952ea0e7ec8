import { embedScript } from '@/lib/forms/site-script'
import { isFormKey } from '@/lib/platform/auth/web-form'
import { scriptAnswer } from '../../script-answer'

/** Puts the form into a page of another site. Asks no database: a page that loads it does not wait for one. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ key: string }> },
): Promise<Response> {
  const { key } = await params
  return scriptAnswer(isFormKey(key) ? embedScript(key) : null)
}
