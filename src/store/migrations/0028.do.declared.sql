-- A withdrawal by the withdrawal function (Directive 2011/83/EU article 11a) that matches no order waits beside the mails (M12), under its own id, as
-- `portal`: received at the moment of its declaration.
alter table desk.inbound_mails drop constraint inbound_mails_source;
alter table desk.inbound_mails add constraint inbound_mails_source check (source in ('imap', 'webhook', 'sandbox', 'portal'));
