// What is said when a form is held back, or a check had to be started again. One object for each language; a sentence that is missing does not compile.
export interface HoldWords {
  waiting: string;
  unfinished(things: number): string; // things: that the check before this one found
  restarted: string;
  errors(things: number): string;
  errorsOnce(things: number): string;
  invalid(things: number): string; // to whoever reads the element's validity
}

const english: HoldWords = {
  waiting: 'One moment: your files are still being checked. The request is sent as soon as that is done.',
  unfinished: (things) => `Not sent yet: the check takes longer than usual, and the one before it found ${things === 1 ? '1 problem' : `${things} problems`}. The request is sent as soon as the check says that nothing must be fixed.`,
  restarted: 'The check stopped unexpectedly and was started again. Your files are not affected.',
  errors: (things) => `Not sent yet: fix the ${things === 1 ? 'problem' : `${things} problems`} below, then send again.`,
  errorsOnce: (things) =>
    `Not sent yet: ${things === 1 ? 'the problem below' : `the ${things} problems below`} will delay your request. Fix what you can, or send again to send it as it is.`,
  invalid: (things) => `The port request has ${things === 1 ? '1 problem' : `${things} problems`} to fix.`,
};

const spanish: HoldWords = {
  waiting: 'Un momento: sus archivos se están comprobando. La solicitud se envía en cuanto termine.',
  unfinished: (things) => `Aún no se ha enviado: la comprobación tarda más de lo habitual, y la anterior encontró ${things === 1 ? '1 problema' : `${things} problemas`}. La solicitud se envía en cuanto la comprobación diga que no hay nada que corregir.`,
  restarted: 'La comprobación se detuvo inesperadamente y se ha reiniciado. Sus archivos no se ven afectados.',
  errors: (things) => `Aún no se ha enviado: corrija ${things === 1 ? 'el problema' : `los ${things} problemas`} de abajo y envíe de nuevo.`,
  errorsOnce: (things) =>
    `Aún no se ha enviado: ${things === 1 ? 'el problema de abajo retrasará' : `los ${things} problemas de abajo retrasarán`} su solicitud. Corrija lo que pueda o envíe de nuevo para enviarla tal como está.`,
  invalid: (things) => `La solicitud de portabilidad tiene ${things === 1 ? '1 problema' : `${things} problemas`} por corregir.`,
};

const french: HoldWords = {
  waiting: 'Un instant : vos fichiers sont en cours de vérification. La demande sera envoyée dès que ce sera terminé.',
  unfinished: (things) => `Pas encore envoyée : la vérification dure plus longtemps que d’habitude, et la précédente a trouvé ${things === 1 ? '1 problème' : `${things} problèmes`}. La demande sera envoyée dès que la vérification dira qu’il n’y a rien à corriger.`,
  restarted: 'La vérification s’est arrêtée de façon inattendue et a été relancée. Vos fichiers ne sont pas touchés.',
  errors: (things) => `Pas encore envoyée : corrigez ${things === 1 ? 'le problème' : `les ${things} problèmes`} ci-dessous, puis envoyez de nouveau.`,
  errorsOnce: (things) =>
    `Pas encore envoyée : ${things === 1 ? 'le problème ci-dessous retardera' : `les ${things} problèmes ci-dessous retarderont`} votre demande. Corrigez ce que vous pouvez, ou envoyez de nouveau pour l’envoyer telle quelle.`,
  invalid: (things) => `La demande de portage comporte ${things === 1 ? '1 problème' : `${things} problèmes`} à corriger.`,
};

const languages: Record<string, HoldWords> = { en: english, es: spanish, fr: french };

export function holdWords(element: Element): HoldWords {
  const language = element.closest('[lang]')?.getAttribute('lang') ?? document.documentElement.lang;
  return languages[language.slice(0, 2).toLowerCase()] ?? english;
}
