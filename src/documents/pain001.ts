/** A file for the bank: customer credit transfer initiation, pain.001.001.09, as the SEPA rulebook uses it (EPC132-08). */
import { create } from 'xmlbuilder2';
import { decimal, money } from '../core/money.ts';
import { compactIban } from '../core/papers/bank-account.ts';
import { sepaText, type TransferFile } from '../core/papers/transfer.ts';

export function pain001(file: TransferFile): string {
  const amount = (minor: number) => decimal(money(minor, 'EUR'));
  const count = String(file.transfers.length);
  const sum = amount(file.totalMinor);
  const holder = sepaText(file.debtor.holder, 70);
  const initiation = create({ version: '1.0', encoding: 'UTF-8' })
    .ele('Document', { xmlns: 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09' })
    .ele('CstmrCdtTrfInitn');

  const head = initiation.ele('GrpHdr');
  head.ele('MsgId').txt(file.messageId);
  head.ele('CreDtTm').txt(file.madeAt);
  head.ele('NbOfTxs').txt(count);
  head.ele('CtrlSum').txt(sum);
  head.ele('InitgPty').ele('Nm').txt(holder);

  const payment = initiation.ele('PmtInf');
  payment.ele('PmtInfId').txt(file.messageId);
  payment.ele('PmtMtd').txt('TRF');
  // One line on the statement for each buyer: finance confirms them one by one.
  payment.ele('BtchBookg').txt('false');
  payment.ele('NbOfTxs').txt(count);
  payment.ele('CtrlSum').txt(sum);
  payment.ele('PmtTpInf').ele('SvcLvl').ele('Cd').txt('SEPA');
  payment.ele('ReqdExctnDt').ele('Dt').txt(file.executionOn);
  payment.ele('Dbtr').ele('Nm').txt(holder);
  payment.ele('DbtrAcct').ele('Id').ele('IBAN').txt(file.debtor.iban);
  const bank = payment.ele('DbtrAgt').ele('FinInstnId');
  if (file.debtor.bic === '') bank.ele('Othr').ele('Id').txt('NOTPROVIDED');
  else bank.ele('BICFI').txt(file.debtor.bic);
  payment.ele('ChrgBr').txt('SLEV');
  for (const one of file.transfers) {
    const transfer = payment.ele('CdtTrfTxInf');
    transfer.ele('PmtId').ele('EndToEndId').txt(one.endToEndId);
    transfer.ele('Amt').ele('InstdAmt', { Ccy: 'EUR' }).txt(amount(one.minor));
    if (one.bic !== null && one.bic !== '') transfer.ele('CdtrAgt').ele('FinInstnId').ele('BICFI').txt(one.bic);
    transfer.ele('Cdtr').ele('Nm').txt(sepaText(one.holder, 70));
    transfer.ele('CdtrAcct').ele('Id').ele('IBAN').txt(compactIban(one.iban));
    transfer.ele('RmtInf').ele('Ustrd').txt(sepaText(one.says, 140));
  }
  return initiation.end({ prettyPrint: true });
}
