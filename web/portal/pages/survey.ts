/** How it went (M20): the page behind a mail's five links, and the card on the return's own page. Opening either answers nothing; a sent form does. */
import { SCORES, SURVEY_TOPICS, SURVEY_WORDS, type Score, type SurveyPage } from '../../../src/core/aftercare/answer.ts';
import { attributes, type Html, html } from '../html.ts';
import { icons } from '../icons.ts';
import { type Frame, page } from '../layout.ts';
import type { PortalReturn } from '../model.ts';
import { paths } from '../paths.ts';

export type SurveyView = {
  /** Where its forms go: the signed address that it was opened under. */
  readonly token: string;
  /** Of this rendering of the form. */
  readonly form: string;
  /** What was tapped in the mail. */
  readonly tapped: Score | null;
  readonly said: 'kept' | 'done' | 'late' | null;
};

export function surveyPage(frame: Frame, survey: SurveyPage, view: SurveyView): Html {
  const { words } = frame;
  const title = words.t(survey.question === 'again' ? 'survey.again_title' : 'survey.title');
  if (view.said === 'done' || !survey.open) return page(frame, title, thanks(frame, survey, view));
  const isAnswered = survey.score !== null && (view.tapped === null || view.tapped === survey.score);
  return page(frame, title, isAnswered ? more(frame, survey, view) : ask(frame, survey, view));
}

/** The tapped answer, ready to be sent: by the page itself where a person is sure to look at it, else by the one button. */
function ask(frame: Frame, survey: SurveyPage, view: SurveyView): Html {
  const { words, seller } = frame;
  const { t } = words;
  const itself = survey.byItself && view.tapped !== null;
  return html`<h1>${t(survey.question === 'again' ? 'survey.again_title' : 'survey.title')}</h1>
<p class="lead">${t(survey.question === 'again' ? 'survey.again_lead' : 'survey.lead', { titles: survey.titles.join(', ') })}</p>
<form class="stack" method="post" action="${paths.survey(seller.slug, view.token)}" data-once${attributes({ 'data-itself': itself })}>
<input type="hidden" name="token" value="${view.form}">
<input type="hidden" name="by" value="tap">
${scale(frame, view.tapped ?? survey.score)}
<p class="acts"><button class="button primary" type="submit">${t('survey.send')}</button></p>
${survey.score !== null && html`<p class="hint">${t('survey.was', { score: survey.score })}</p>`}
</form>`;
}

/** It is kept. Now, for whoever likes: why, in boxes or in words. */
function more(frame: Frame, survey: SurveyPage, view: SurveyView): Html {
  const { words, seller } = frame;
  const { t } = words;
  const isBad = survey.score! <= 3;
  return html`<section class="notice good" role="status" tabindex="-1" autofocus><h1>${icons.done} ${t('survey.thanks')}</h1>
<p>${t('survey.kept', { score: survey.score! })}</p></section>
<form class="card stack" method="post" action="${paths.survey(seller.slug, view.token)}" data-once>
<input type="hidden" name="token" value="${view.form}">
<input type="hidden" name="step" value="more">
<fieldset class="plain stack"><legend><h2>${t(isBad ? 'survey.why_bad' : 'survey.why_good')}</h2></legend>
<div class="chips">
${SURVEY_TOPICS.map(
  (topic) =>
    html`<label class="chip"><input type="checkbox" name="topic" value="${topic}"${attributes({ checked: survey.topics.includes(topic) })}><span>${t(`survey.topics.${topic}`)}</span></label>`,
)}
</div></fieldset>
<div class="field"><label for="says">${t('survey.words')}</label>
<p class="hint" id="says-hint">${t(survey.wrote ? 'survey.words_more' : 'survey.words_hint', { seller: seller.name })}</p>
<textarea id="says" name="says" rows="4" maxlength="${SURVEY_WORDS}" aria-describedby="says-hint"></textarea></div>
${
  survey.question === 'first' &&
  html`<label class="choice"><input type="checkbox" name="contact" value="yes"${attributes({ checked: survey.contact })}><span><b>${t('survey.contact')}</b><small>${t('survey.contact_hint')}</small></span></label>`
}
<details><summary>${t('survey.change')}</summary>${scale(frame, survey.score)}</details>
<p class="acts"><button class="button primary" type="submit">${t('survey.send_more')}</button></p>
</form>
${next(frame, survey)}`;
}

function thanks(frame: Frame, survey: SurveyPage, view: SurveyView): Html {
  const { words, seller } = frame;
  const { t } = words;
  return html`<section class="notice good" role="status" tabindex="-1" autofocus><h1>${icons.done} ${t('survey.thanks')}</h1>
${survey.score !== null && html`<p>${t('survey.kept', { score: survey.score })}</p>`}</section>
${next(frame, survey)}
${
  survey.open && survey.changeUntil
    ? html`<p><a href="${paths.survey(seller.slug, view.token)}">${t('survey.change_until', { date: words.date(survey.changeUntil) })}</a></p>`
    : survey.score !== null && html`<p>${t('survey.closed')}</p>`
}`;
}

/** What happens next: nothing is promised that is not owed. */
function next({ words, seller }: Frame, survey: SurveyPage): Html {
  const { t } = words;
  return html`<p>${survey.answerBy ? t('survey.next_owed', { seller: seller.name, by: words.moment(survey.answerBy) }) : t('survey.next', { seller: seller.name })}</p>`;
}

/** Five answers side by side; each can be chosen by finger, key and ear. */
function scale({ words }: Frame, chosen: Score | null): Html {
  const { t } = words;
  return html`<fieldset class="plain scale"><legend class="unseen">${t('survey.scale')}</legend>
${SCORES.map(
  (score) =>
    html`<label class="score"><input type="radio" name="score" value="${score}" required${attributes({ checked: score === chosen })}><span><b>${score}</b><small>${t(`survey.scores.${score}`)}</small></span></label>`,
)}
</fieldset>`;
}

/**
 * On the page of a return that has ended: five buttons, each the whole answer. Nothing where nobody asks, or it was said and can't be changed any more.
 */
export function surveyCard({ words, seller }: Frame, back: PortalReturn): Html | false {
  const { survey } = back;
  if (!survey) return false;
  const { t } = words;
  if (survey.score !== null)
    return html`<section class="card stack" aria-labelledby="survey-title"><h2 id="survey-title">${t('survey.thanks')}</h2>
<p>${t('survey.kept', { score: survey.score })}${survey.open && html` <a href="${paths.survey(seller.slug, survey.token)}">${t('survey.add')}</a>`}</p></section>`;
  if (!survey.open) return false;
  return html`<section class="card stack" aria-labelledby="survey-title"><h2 id="survey-title">${t(survey.again ? 'survey.again_title' : 'survey.title')}</h2>
<p>${t('survey.card')}</p>
<form method="post" action="${paths.survey(seller.slug, survey.token)}" data-once>
<input type="hidden" name="token" value="${survey.form}"><input type="hidden" name="by" value="tap">
<div class="scale">${SCORES.map(
    (score) =>
      html`<button class="score" name="score" value="${score}"><span><b>${score}</b><small>${t(`survey.scores.${score}`)}</small></span></button>`,
  )}</div>
</form></section>`;
}
