/** Problems of a policy in words: a name, facts and an example are made sentences when somebody reads them. */
import type { Language } from '../access.ts';
import type { DeadlineKind } from './decision.ts';
import type { FactName, PolicyProblem, Question } from './document.ts';
import { describeIf, factLabel } from './in-words.ts';
import { VOCABULARY } from './words/vocabulary.ts';

/** One sentence or two, in the reader's language. What is not known here keeps its English. */
export function sayProblem(problem: PolicyProblem, language: Language): string {
  const { facts = {}, example } = problem;
  const name = variantOf(problem);
  const sentence = REASONED[language][name] ?? (language === 'en' ? undefined : UNREAD[language][name]);
  if (sentence === undefined) return problem.says;
  const words: Record<string, string> = {
    ...Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, inWords(key, value, language)])),
    row: problem.row ?? '',
    table: tableName(facts['table'] ?? problem.question, language),
    example: describeIf(example, language),
  };
  return sentence.replace(/\{(\w+)\}/g, (_, key: string) => words[key] ?? '');
}

/** Problems that are said in one of two ways. */
function variantOf({ problem, question, example }: PolicyProblem): string {
  if (problem === 'no_deadline' && example) return 'no_deadline_for';
  return problem === 'below_law' ? `below_law_${question}` : problem;
}

const tableName = (question: unknown, language: Language): string => VOCABULARY[language].questions[question as Question]?.label ?? '';

function inWords(key: string, value: unknown, language: Language): string {
  if (Array.isArray(value)) return value.join(', ');
  if (key === 'fact') return factLabel(value as FactName, language);
  if (key === 'kind') return VOCABULARY[language].deadline[value as DeadlineKind] ?? String(value);
  return String(value);
}

type Sentences = Readonly<Record<string, string>>;

/** What reasoning finds (`lint.ts`). */
const REASONED: Readonly<Record<Language, Sentences>> = {
  en: {
    contradiction: 'The row {row} can never speak: no case is as its condition asks.',
    unreachable: 'The row {row} never answers: every case that it means is answered above, by {by}.',
    overlap: 'Some cases that {second} means are answered differently further up, by {first}: for example {example}.',
    no_answer: '“{table}” has no answer for some cases, for example {example}.',
    no_deadline: 'There is no deadline “{kind}”: nothing would remind anybody of it.',
    no_deadline_for: 'The deadline “{kind}” is missing for some cases, for example {example}.',
    not_checked: 'This could not be checked to the end: the conditions are too intricate. Look at the order of the rows yourself.',
    below_law_window: 'By law buyers have {law} days to withdraw in the EU. They get them anyway.',
    below_law_warranty:
      'By law goods are guaranteed for {law} months in the EU, used ones for fewer only where that was agreed. Buyers get it anyway.',
    empty_blank: 'The words name {blank}, which is not known here: a dash would stand in its place.',
    score_unreached: 'The signs of abuse add up to {most} at most, and a person is called from {callsFrom} on: nobody ever is.',
    hours_unnamed: 'Working hours are counted here, but the policy names none: every hour of the week counts.',
  },
  fr: {
    contradiction: 'La ligne {row} ne peut jamais s’appliquer : aucun cas ne remplit sa condition.',
    unreachable: 'La ligne {row} ne répond jamais : tous les cas qu’elle vise reçoivent leur réponse plus haut, de {by}.',
    overlap: 'Certains cas que vise {second} reçoivent plus haut une autre réponse, de {first} : par exemple {example}.',
    no_answer: '« {table} » n’a pas de réponse pour certains cas, par exemple {example}.',
    no_deadline: 'Il n’y a pas de délai « {kind} » : rien ne le rappellerait à personne.',
    no_deadline_for: 'Le délai « {kind} » manque pour certains cas, par exemple {example}.',
    not_checked:
      'La vérification n’a pas pu aller jusqu’au bout : les conditions sont trop complexes. Vérifiez vous-même l’ordre des lignes.',
    below_law_window: 'Dans l’UE, la loi donne {law} jours pour se rétracter. Les acheteurs les ont de toute façon.',
    below_law_warranty:
      'Dans l’UE, la loi garantit les biens pendant {law} mois, l’occasion moins longtemps seulement si cela a été convenu. Les acheteurs en bénéficient de toute façon.',
    empty_blank: 'Le texte cite {blank}, qui n’est pas connu ici : un tiret prendrait sa place.',
    score_unreached:
      'Les indices d’abus totalisent {most} au plus, et une personne est appelée à partir de {callsFrom} : elle ne le sera jamais.',
    hours_unnamed: 'On compte ici en heures de travail, mais la politique n’en indique aucune : toutes les heures de la semaine comptent.',
  },
  de: {
    contradiction: 'Die Zeile {row} kann nie greifen: Kein Fall erfüllt ihre Bedingung.',
    unreachable: 'Die Zeile {row} antwortet nie: Jeder Fall, den sie meint, wird weiter oben beantwortet, von {by}.',
    overlap: 'Manche Fälle, die {second} meint, werden weiter oben anders beantwortet, von {first}: zum Beispiel, {example}.',
    no_answer: '„{table}“ hat für manche Fälle keine Antwort, zum Beispiel {example}.',
    no_deadline: 'Es gibt keine Frist „{kind}“: Niemand würde daran erinnert.',
    no_deadline_for: 'Die Frist „{kind}“ fehlt für manche Fälle, zum Beispiel {example}.',
    not_checked:
      'Das ließ sich nicht zu Ende prüfen: Die Bedingungen sind zu verwickelt. Bitte sehen Sie die Reihenfolge der Zeilen selbst durch.',
    below_law_window: 'In der EU haben Käufer nach dem Gesetz {law} Tage für den Widerruf. Die bekommen sie ohnehin.',
    below_law_warranty:
      'In der EU gilt nach dem Gesetz eine Gewährleistung von {law} Monaten, für Gebrauchtes weniger nur nach Vereinbarung. Käufer bekommen sie ohnehin.',
    empty_blank: 'Der Text nennt {blank}, was hier nicht bekannt ist: An seiner Stelle stünde ein Strich.',
    score_unreached:
      'Die Anzeichen von Missbrauch ergeben zusammen höchstens {most}, und ab {callsFrom} wird ein Mensch gerufen: Das geschieht nie.',
    hours_unnamed: 'Hier wird in Arbeitsstunden gezählt, aber die Richtlinie nennt keine: Jede Stunde der Woche zählt.',
  },
  es: {
    contradiction: 'La fila {row} no puede aplicarse nunca: ningún caso cumple su condición.',
    unreachable: 'La fila {row} no responde nunca: todos los casos a los que se refiere ya los responde antes {by}.',
    overlap: 'A algunos casos a los que se refiere {second} se responde más arriba de otra forma, con {first}: por ejemplo, {example}.',
    no_answer: '«{table}» no tiene respuesta para algunos casos, por ejemplo {example}.',
    no_deadline: 'No hay ningún plazo «{kind}»: nada se lo recordaría a nadie.',
    no_deadline_for: 'El plazo «{kind}» falta en algunos casos, por ejemplo {example}.',
    not_checked: 'No se pudo comprobar hasta el final: las condiciones son demasiado complejas. Revise usted mismo el orden de las filas.',
    below_law_window: 'En la UE la ley da {law} días para desistir. Los compradores los tienen de todos modos.',
    below_law_warranty:
      'En la UE la ley garantiza los artículos durante {law} meses, los usados menos solo si se acordó. Los compradores lo tienen de todos modos.',
    empty_blank: 'El texto nombra {blank}, que aquí no se conoce: en su lugar habría un guion.',
    score_unreached: 'Los indicios de abuso suman como máximo {most}, y se llama a una persona a partir de {callsFrom}: nunca ocurre.',
    hours_unnamed: 'Aquí se cuentan horas de trabajo, pero la política no indica ninguna: cuentan todas las horas de la semana.',
  },
  it: {
    contradiction: 'La riga {row} non può mai valere: nessun caso soddisfa la sua condizione.',
    unreachable: 'La riga {row} non risponde mai: a ogni caso che intende risponde già, più in alto, {by}.',
    overlap: 'Ad alcuni casi che {second} intende si risponde più in alto in altro modo, con {first}: per esempio, {example}.',
    no_answer: '«{table}» non ha risposta per alcuni casi, per esempio {example}.',
    no_deadline: 'Non c’è alcun termine «{kind}»: nulla lo ricorderebbe a nessuno.',
    no_deadline_for: 'Il termine «{kind}» manca per alcuni casi, per esempio {example}.',
    not_checked:
      'Non è stato possibile verificare fino in fondo: le condizioni sono troppo complesse. Controllate da voi l’ordine delle righe.',
    below_law_window: 'Nell’UE la legge dà {law} giorni per il recesso. Gli acquirenti li hanno comunque.',
    below_law_warranty:
      'Nell’UE la legge garantisce i beni per {law} mesi, l’usato per meno solo se concordato. Gli acquirenti l’hanno comunque.',
    empty_blank: 'Il testo nomina {blank}, che qui non è noto: al suo posto starebbe un trattino.',
    score_unreached: 'Gli indizi di abuso sommano al massimo {most}, e una persona è chiamata da {callsFrom} in su: non accade mai.',
    hours_unnamed: 'Qui si contano ore di lavoro, ma la politica non ne indica: contano tutte le ore della settimana.',
  },
};

/** What cannot be read (`document.ts`, which has the English). */
const UNREAD: Readonly<Record<Exclude<Language, 'en'>, Sentences>> = {
  fr: {
    not_a_policy: 'Une politique est un objet JSON.',
    not_storable: 'Le document est imbriqué trop profondément ou contient des signes qui ne sont pas du texte.',
    too_large: 'Une politique compte au plus {most} signes.',
    not_a_date: 'Une date comme 2026-11-22 est attendue ici.',
    unknown_key: 'Rien ne s’appelle {key} ici.',
    not_text: 'Un texte non vide est attendu ici.',
    too_long: 'Au plus {most} signes sont attendus ici.',
    not_whole: 'Un nombre entier de {least} à {most} est attendu ici.',
    not_allowed: 'Une de ces valeurs est attendue ici : {allowed}.',
    not_a_list: 'Une liste est attendue ici.',
    listed_twice: '{value} figure déjà dans la liste.',
    unknown_country: '{value} n’est pas un pays de la norme ISO 3166-1.',
    not_an_object: 'Un objet est attendu ici.',
    unknown_zone: 'Un fuseau horaire comme Europe/Paris est attendu ici.',
    too_many: 'Au plus {most} entrées sont attendues ici.',
    not_hours: 'Une plage comme [09:00, 12:30] est attendue ici.',
    hours_disordered: 'Les plages se suivent dans l’ordre et ne se chevauchent pas.',
    no_hours: 'La semaine doit compter au moins une heure de travail.',
    missing_table: 'La table « {table} » manque.',
    no_catch_all: '« {table} » a besoin d’une ligne sans condition, pour qu’il y ait toujours une réponse.',
    not_a_row: 'Une ligne est attendue ici.',
    not_an_id: 'Lettres, chiffres, points, tirets et soulignés sont attendus ici, cent au plus.',
    reserved: 'Les noms qui commencent par law. sont réservés à la loi.',
    twice: 'Deux lignes s’appellent {id}.',
    no_answer_given: 'Une réponse est attendue ici.',
    not_a_day: 'Un mois et un jour comme 01-31 sont attendus ici.',
    weight_unheard: 'Seuls les indices d’abus ont un poids.',
    beyond_hours: 'Une année de travail compte {hours} heures.',
    not_a_duration: 'Une durée ISO 8601 comme PT24H ou P5D, workingDays ou businessHours est attendue ici.',
    not_a_step: 'Une étape de la relance est attendue ici.',
    not_a_step_time: 'Une durée à partir de l’échéance comme -PT4H, PT0S ou P1D est attendue ici.',
    not_a_condition: 'Une condition est attendue ici.',
    too_deep: 'Les conditions s’imbriquent sur {most} niveaux au plus.',
    empty: 'Au moins une entrée est attendue ici.',
    unknown_fact: 'Aucun fait ne s’appelle {fact}.',
    known_later: '« {fact} » n’est pas encore connu quand « {table} » est consultée.',
    not_a_number: '« {fact} » n’est pas un nombre.',
    not_a_whole_number: 'Un nombre entier est attendu ici.',
    never_unknown: '« {fact} » est toujours connu.',
    wrong_type: 'La valeur n’a pas le type de « {fact} ».',
    not_a_currency: 'Trois capitales comme EUR sont attendues ici.',
    not_small: 'Des minuscules sont attendues ici.',
  },
  de: {
    not_a_policy: 'Eine Richtlinie ist ein JSON-Objekt.',
    not_storable: 'Das Dokument ist zu tief verschachtelt oder enthält Zeichen, die kein Text sind.',
    too_large: 'Eine Richtlinie hat höchstens {most} Zeichen.',
    not_a_date: 'Hier wird ein Datum wie 2026-11-22 erwartet.',
    unknown_key: 'Hier heißt nichts {key}.',
    not_text: 'Hier wird ein Text erwartet, der nicht leer ist.',
    too_long: 'Hier werden höchstens {most} Zeichen erwartet.',
    not_whole: 'Hier wird eine ganze Zahl von {least} bis {most} erwartet.',
    not_allowed: 'Hier wird einer dieser Werte erwartet: {allowed}.',
    not_a_list: 'Hier wird eine Liste erwartet.',
    listed_twice: '{value} steht schon in der Liste.',
    unknown_country: '{value} ist kein Land nach ISO 3166-1.',
    not_an_object: 'Hier wird ein Objekt erwartet.',
    unknown_zone: 'Hier wird eine Zeitzone wie Europe/Paris erwartet.',
    too_many: 'Hier werden höchstens {most} Einträge erwartet.',
    not_hours: 'Hier wird eine Spanne wie [09:00, 12:30] erwartet.',
    hours_disordered: 'Die Spannen stehen der Reihe nach und überschneiden sich nicht.',
    no_hours: 'Die Woche braucht mindestens eine Arbeitsstunde.',
    missing_table: 'Die Tabelle „{table}“ fehlt.',
    no_catch_all: '„{table}“ braucht eine Zeile ohne Bedingung, damit es immer eine Antwort gibt.',
    not_a_row: 'Hier wird eine Zeile erwartet.',
    not_an_id: 'Hier werden Buchstaben, Ziffern, Punkte, Binde- und Unterstriche erwartet, höchstens hundert.',
    reserved: 'Namen, die mit law. beginnen, gehören dem Gesetz.',
    twice: 'Zwei Zeilen heißen {id}.',
    no_answer_given: 'Hier wird eine Antwort erwartet.',
    not_a_day: 'Hier werden Monat und Tag wie 01-31 erwartet.',
    weight_unheard: 'Nur Anzeichen von Missbrauch haben ein Gewicht.',
    beyond_hours: 'Ein Arbeitsjahr hat {hours} Stunden.',
    not_a_duration: 'Hier wird eine ISO-8601-Dauer wie PT24H oder P5D, workingDays oder businessHours erwartet.',
    not_a_step: 'Hier wird eine Stufe der Eskalation erwartet.',
    not_a_step_time: 'Hier wird eine Dauer ab der Fälligkeit wie -PT4H, PT0S oder P1D erwartet.',
    not_a_condition: 'Hier wird eine Bedingung erwartet.',
    too_deep: 'Bedingungen sind höchstens {most} Ebenen tief verschachtelt.',
    empty: 'Hier wird mindestens ein Eintrag erwartet.',
    unknown_fact: 'Keine Angabe heißt {fact}.',
    known_later: '„{fact}“ ist noch nicht bekannt, wenn „{table}“ gefragt wird.',
    not_a_number: '„{fact}“ ist keine Zahl.',
    not_a_whole_number: 'Hier wird eine ganze Zahl erwartet.',
    never_unknown: '„{fact}“ ist immer bekannt.',
    wrong_type: 'Der Wert passt nicht zu „{fact}“.',
    not_a_currency: 'Hier werden drei Großbuchstaben wie EUR erwartet.',
    not_small: 'Hier werden Kleinbuchstaben erwartet.',
  },
  es: {
    not_a_policy: 'Una política es un objeto JSON.',
    not_storable: 'El documento está anidado en exceso o contiene signos que no son texto.',
    too_large: 'Una política tiene como máximo {most} signos.',
    not_a_date: 'Aquí se espera una fecha como 2026-11-22.',
    unknown_key: 'Aquí nada se llama {key}.',
    not_text: 'Aquí se espera un texto que no esté vacío.',
    too_long: 'Aquí se esperan como máximo {most} signos.',
    not_whole: 'Aquí se espera un número entero de {least} a {most}.',
    not_allowed: 'Aquí se espera uno de estos valores: {allowed}.',
    not_a_list: 'Aquí se espera una lista.',
    listed_twice: '{value} ya figura en la lista.',
    unknown_country: '{value} no es un país de ISO 3166-1.',
    not_an_object: 'Aquí se espera un objeto.',
    unknown_zone: 'Aquí se espera una zona horaria como Europe/Paris.',
    too_many: 'Aquí se esperan como máximo {most} entradas.',
    not_hours: 'Aquí se espera un tramo como [09:00, 12:30].',
    hours_disordered: 'Los tramos van en orden y no se solapan.',
    no_hours: 'La semana necesita al menos una hora de trabajo.',
    missing_table: 'Falta la tabla «{table}».',
    no_catch_all: '«{table}» necesita una fila sin condición, para que siempre haya respuesta.',
    not_a_row: 'Aquí se espera una fila.',
    not_an_id: 'Aquí se esperan letras, cifras, puntos, guiones y guiones bajos, cien como máximo.',
    reserved: 'Los nombres que empiezan por law. son de la ley.',
    twice: 'Dos filas se llaman {id}.',
    no_answer_given: 'Aquí se espera una respuesta.',
    not_a_day: 'Aquí se esperan mes y día como 01-31.',
    weight_unheard: 'Solo los indicios de abuso tienen peso.',
    beyond_hours: 'Un año de trabajo tiene {hours} horas.',
    not_a_duration: 'Aquí se espera una duración ISO 8601 como PT24H o P5D, workingDays o businessHours.',
    not_a_step: 'Aquí se espera un paso del escalado.',
    not_a_step_time: 'Aquí se espera una duración desde el vencimiento como -PT4H, PT0S o P1D.',
    not_a_condition: 'Aquí se espera una condición.',
    too_deep: 'Las condiciones se anidan en {most} niveles como máximo.',
    empty: 'Aquí se espera al menos una entrada.',
    unknown_fact: 'Ningún dato se llama {fact}.',
    known_later: '«{fact}» aún no se conoce cuando se consulta «{table}».',
    not_a_number: '«{fact}» no es un número.',
    not_a_whole_number: 'Aquí se espera un número entero.',
    never_unknown: '«{fact}» siempre se conoce.',
    wrong_type: 'El valor no es del tipo de «{fact}».',
    not_a_currency: 'Aquí se esperan tres mayúsculas como EUR.',
    not_small: 'Aquí se esperan minúsculas.',
  },
  it: {
    not_a_policy: 'Una politica è un oggetto JSON.',
    not_storable: 'Il documento è annidato troppo in profondità o contiene segni che non sono testo.',
    too_large: 'Una politica ha al massimo {most} segni.',
    not_a_date: 'Qui è attesa una data come 2026-11-22.',
    unknown_key: 'Qui nulla si chiama {key}.',
    not_text: 'Qui è atteso un testo non vuoto.',
    too_long: 'Qui sono attesi al massimo {most} segni.',
    not_whole: 'Qui è atteso un numero intero da {least} a {most}.',
    not_allowed: 'Qui è atteso uno di questi valori: {allowed}.',
    not_a_list: 'Qui è attesa una lista.',
    listed_twice: '{value} è già nella lista.',
    unknown_country: '{value} non è un paese di ISO 3166-1.',
    not_an_object: 'Qui è atteso un oggetto.',
    unknown_zone: 'Qui è atteso un fuso orario come Europe/Paris.',
    too_many: 'Qui sono attese al massimo {most} voci.',
    not_hours: 'Qui è attesa una fascia come [09:00, 12:30].',
    hours_disordered: 'Le fasce sono in ordine e non si sovrappongono.',
    no_hours: 'La settimana ha bisogno di almeno un’ora di lavoro.',
    missing_table: 'Manca la tabella «{table}».',
    no_catch_all: '«{table}» ha bisogno di una riga senza condizione, perché ci sia sempre una risposta.',
    not_a_row: 'Qui è attesa una riga.',
    not_an_id: 'Qui sono attesi lettere, cifre, punti, trattini e trattini bassi, cento al massimo.',
    reserved: 'I nomi che iniziano con law. sono della legge.',
    twice: 'Due righe si chiamano {id}.',
    no_answer_given: 'Qui è attesa una risposta.',
    not_a_day: 'Qui sono attesi mese e giorno come 01-31.',
    weight_unheard: 'Solo gli indizi di abuso hanno un peso.',
    beyond_hours: 'Un anno di lavoro ha {hours} ore.',
    not_a_duration: 'Qui è attesa una durata ISO 8601 come PT24H o P5D, workingDays o businessHours.',
    not_a_step: 'Qui è atteso un passo della scala.',
    not_a_step_time: 'Qui è attesa una durata dalla scadenza come -PT4H, PT0S o P1D.',
    not_a_condition: 'Qui è attesa una condizione.',
    too_deep: 'Le condizioni si annidano su {most} livelli al massimo.',
    empty: 'Qui è attesa almeno una voce.',
    unknown_fact: 'Nessun dato si chiama {fact}.',
    known_later: '«{fact}» non è ancora noto quando si consulta «{table}».',
    not_a_number: '«{fact}» non è un numero.',
    not_a_whole_number: 'Qui è atteso un numero intero.',
    never_unknown: '«{fact}» è sempre noto.',
    wrong_type: 'Il valore non è del tipo di «{fact}».',
    not_a_currency: 'Qui sono attese tre maiuscole come EUR.',
    not_small: 'Qui sono attese lettere minuscole.',
  },
};
