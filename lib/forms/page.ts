import { Html, html } from '@/lib/platform/http/html'
import type { Locale } from '@/lib/platform/i18n/locale'
import { CONSENT_FIELD, CONTROLS, type FormDefinition, type FormField, said, TOKEN_FIELD } from './fields'
import { HONEYPOT } from './spam'

/** Baton's own words on a form, in its language. */
export type PageWords = {
  title: string
  button: string
  thanks: string
  thanksTitle: string
  labels: Record<FormField, string>
  optional: string
  honeypot: string
  problem: string
  foreign: string
  unavailable: string
  closed: string
  closedTitle: string
  goOn: string
}

export type PageState = {
  /** what was typed before */
  values?: ReadonlyMap<string, string>
  /** by field, in words */
  errors?: Record<string, string>
  /** above the form */
  message?: string
  token?: string
  /** what comes with the form and is not asked */
  hidden?: readonly [string, string][]
  /** it stands inside another page: 'light' where that one is never dark */
  embedded?: string | null
  /** only to be looked at: no script */
  still?: boolean
}

/** The form as a page that needs no script. */
export function formPage(
  form: FormDefinition,
  locale: Locale,
  words: PageWords,
  state: PageState = {},
): string {
  const title = said(form, locale, 'title') ?? words.title
  const intro = said(form, locale, 'intro')
  const { errors = {}, message, token, hidden = [], embedded } = state
  const consent = said(form, locale, 'consent')
  return page(
    locale,
    title,
    state,
    html`<h1 id="title">${title}</h1>
${intro && html`<p class="intro">${intro}</p>`}
<form method="post" action="/f/${form.key}?lang=${locale}" accept-charset="utf-8" data-key="${form.key}" data-unavailable="${words.unavailable}">
<div id="problem" role="alert" tabindex="-1">${message && html`<p class="problem">${message}</p>`}</div>
${form.fields.map((field) => fieldHtml(field, locale, words, state.values?.get(field.name) ?? '', errors[field.name]))}
${consent && consentHtml(consent, form.consentRequired, state.values?.has(CONSENT_FIELD) ?? false, errors[CONSENT_FIELD])}
<p class="trap" aria-hidden="true"><label>${words.honeypot} <input name="${HONEYPOT}" tabindex="-1" autocomplete="off"></label></p>
${token && html`<input type="hidden" name="${TOKEN_FIELD}" value="${token}">`}
${embedded && html`<input type="hidden" name="embed" value="${embedded}">`}
${hidden.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button type="submit">${said(form, locale, 'button') ?? words.button}</button>
</form>`,
  )
}

/** What a visitor reads after sending it. */
export function thanksPage(
  form: FormDefinition,
  locale: Locale,
  words: PageWords,
  state: Place = {},
): string {
  return page(locale, words.thanksTitle, state, thanksHtml(form, locale, words))
}

/** The same without a page around it: the script puts it in the place of the form. */
export function thanksHtml(form: FormDefinition, locale: Locale, words: PageWords): Html {
  const { redirectUrl } = form
  return html`<div class="thanks" role="status"><h1 tabindex="-1">${words.thanksTitle}</h1>
${paragraphs(said(form, locale, 'thanks') ?? words.thanks)}
${redirectUrl && html`<p><a href="${redirectUrl}" target="_top">${words.goOn}</a></p>`}</div>`
}

/** A page that only says something. */
export function plainPage(locale: Locale, title: string, text: string, embedded?: string | null): string {
  return page(locale, title, { embedded }, html`<h1>${title}</h1>${paragraphs(text)}`)
}

function fieldHtml(
  { name, required, label }: FormDefinition['fields'][number],
  locale: Locale,
  words: PageWords,
  value: string,
  error: string | undefined,
): Html {
  const { type, autocomplete, max } = CONTROLS[name]
  const wired = html`id="${name}" name="${name}" maxlength="${max}" autocomplete="${autocomplete}"${
    required && html` required`
  }${error !== undefined && html` aria-invalid="true"`} aria-describedby="${name}-error"`
  return html`<div class="field"><label for="${name}">${label[locale] ?? words.labels[name]}${
    !required && html` <span class="optional">${words.optional}</span>`
  }</label>
${
  type === 'textarea'
    ? html`<textarea ${wired} rows="4">
${value}</textarea>`
    : html`<input type="${type}" ${wired} value="${value}">`
}
<p class="error" id="${name}-error">${error}</p></div>`
}

function consentHtml(text: string, required: boolean, ticked: boolean, error: string | undefined): Html {
  return html`<div class="field"><label class="consent"><input type="checkbox" id="${CONSENT_FIELD}" name="${CONSENT_FIELD}" value="yes"${
    required && html` required`
  }${ticked && html` checked`}${error !== undefined && html` aria-invalid="true"`} aria-describedby="${CONSENT_FIELD}-error"><span>${linked(text)}</span></label>
<p class="error" id="${CONSENT_FIELD}-error">${error}</p></div>`
}

function paragraphs(text: string): Html[] {
  return text.split(/\n+/).map((line) => html`<p>${line}</p>`)
}

/** Addresses in a consent ("see https://example.com/privacy") can be opened. */
function linked(text: string): Html[] {
  return text
    .split(/(https:\/\/[^\s<>"']+[^\s<>"'.,;:!?)])/)
    .map((part, index) =>
      index % 2 === 1
        ? html`<a href="${part}" target="_blank" rel="noopener noreferrer">${part}</a>`
        : html`${part}`,
    )
}

type Place = Pick<PageState, 'embedded' | 'still'>

function page(locale: Locale, title: string, { embedded, still }: Place, body: Html): string {
  return html`<!doctype html>
<html lang="${locale}"${embedded && html` class="embedded ${embedded === 'light' && 'light'}"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<main>
${body}
</main>
${!still && html`<script>${new Html(SCRIPT)}</script>`}
</body>
</html>
`.text
}

export const STYLE = `:root{color-scheme:light dark;--ink:light-dark(#1c1b1a,#eceae7);--body:light-dark(#3b3936,#c9c6c1);--muted:light-dark(#66625c,#a09c95);--ground:light-dark(#faf9f7,#0f1113);--surface:light-dark(#fff,#181b1e);--line:light-dark(#8a857d,#6b6f75);--accent:light-dark(#1f5fbf,#7fb0ff);--on:light-dark(#fff,#0b1524);--bad:light-dark(#b3261e,#ff9d94);--badsoft:light-dark(#fdecea,#3a1a18)}
*{box-sizing:border-box}
html{font:16px/1.5 Inter,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;background:var(--ground);color:var(--body);-webkit-text-size-adjust:100%}
body{margin:0}
main{max-width:34rem;margin:0 auto;padding:clamp(1.25rem,6vw,3.5rem) 1.25rem;overflow-wrap:anywhere}
.light{color-scheme:light}
.embedded,.embedded body{background:transparent}
.embedded main{max-width:none;padding:.25rem}
h1{font-size:1.625rem;line-height:1.25;font-weight:650;letter-spacing:-.01em;color:var(--ink);margin:0 0 .5rem;outline-offset:.25rem}
p{margin:0 0 .75rem}
.intro{white-space:pre-line;margin-bottom:1.5rem}
.field{margin:0 0 1rem}
label{display:block;font-size:.9375rem;font-weight:550;color:var(--ink);margin-bottom:.25rem}
.optional{font-weight:400;color:var(--muted)}
input,textarea{width:100%;font:inherit;color:var(--ink);background:var(--surface);border:1px solid var(--line);border-radius:.5rem;padding:.5625rem .75rem;min-height:2.75rem}
textarea{resize:vertical;min-height:6.5rem}
input:focus-visible,textarea:focus-visible,button:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
[aria-invalid=true]{border-color:var(--bad)}
.consent{display:flex;gap:.625rem;align-items:flex-start;font-weight:400;color:var(--body);white-space:pre-line}
.consent input{width:1.25rem;min-height:0;height:1.25rem;flex:none;margin:.125rem 0 0;accent-color:var(--accent)}
.error{color:var(--bad);font-size:.875rem;margin:.25rem 0 0}
.error:empty{display:none}
.problem{background:var(--badsoft);color:var(--bad);border-radius:.5rem;padding:.75rem 1rem}
#problem{outline-offset:.25rem}
button{font:inherit;font-weight:600;color:var(--on);background:var(--accent);border:0;border-radius:.5rem;padding:.625rem 1.25rem;min-height:2.75rem;cursor:pointer}
button:hover{filter:brightness(1.08)}
button[disabled]{opacity:.65;cursor:progress}
a{color:var(--accent)}
.trap{position:absolute;left:-99rem;width:1px;height:1px;overflow:hidden;margin:0}
@media (prefers-reduced-motion:no-preference){button{transition:filter .12s}}`

/**
 * With JavaScript the page stays while the form is sent: what is wrong shows beside its field, what could not be sent stays
 * in place, and a page around it learns how high the form is.
 */
export const SCRIPT = `(function(){
var f=document.forms[0],p=window.parent,framed=p!==window;
function tell(m){if(framed){m.baton=f?f.dataset.key:location.pathname.split('/').pop();p.postMessage(m,'*')}}
function size(){tell({height:Math.ceil(document.querySelector('main').getBoundingClientRect().height)+2})}
if(window.ResizeObserver)new ResizeObserver(size).observe(document.querySelector('main'));size();
if(!f||!window.fetch||!window.FormData)return;
var box=document.getElementById('problem'),busy=false;
function problem(t){box.innerHTML='';if(t){var e=document.createElement('p');e.className='problem';e.textContent=t;box.appendChild(e)}}
f.addEventListener('submit',function(e){
e.preventDefault();if(busy)return;busy=true;
var b=f.querySelector('button');b.disabled=true;problem('');
fetch(f.action,{method:'POST',body:new FormData(f),headers:{Accept:'application/json'},credentials:'omit'}).then(function(r){
return r.json().then(function(a){
if(r.ok){if(a.redirect){if(framed)tell({redirect:a.redirect});else location.assign(a.redirect)}
var m=document.querySelector('main');m.innerHTML=a.html;var h=m.querySelector('h1');if(h)h.focus();return}
var first=null;[].forEach.call(f.querySelectorAll('.error'),function(x){
var n=x.id.slice(0,-6),t=(a.fields||{})[n]||'',c=document.getElementById(n);x.textContent=t;
if(t){c.setAttribute('aria-invalid','true');first=first||c}else c.removeAttribute('aria-invalid')});
problem(a.message||f.dataset.unavailable);(first||box).focus()})
}).catch(function(){problem(f.dataset.unavailable);box.focus()}).then(function(){busy=false;b.disabled=false;size()})
})})()`
