# Scrip "PortCheck", Custom condition: what is told to PortCheck, and never what PortCheck did itself.
my $transaction = $self->TransactionObj;
return 0 if ($transaction->CreatorObj->Name || '') eq (RT->Config->Get('PortCheckAccount') || '');
return $transaction->Type =~ /^(?:Create|Correspond|Comment|CustomField)$/ ? 1 : 0;
