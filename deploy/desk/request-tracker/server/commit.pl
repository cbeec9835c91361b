# Scrip "PortCheck", Custom action commit code: a Standard Webhook. It runs inside the customer's own request, so it gives up
# after three seconds; what is lost that way is found by PortCheck's sweep.
require LWP::UserAgent; require JSON; require Digest::SHA; require MIME::Base64; require POSIX;
my ($ticket, $transaction) = ($self->TicketObj, $self->TransactionObj);
my %type = (Create => 'ticket.created', Correspond => 'ticket.replied', Comment => 'ticket.commented', CustomField => 'ticket.updated');
my $body = JSON->new->utf8->canonical->encode({
    type => $type{ $transaction->Type },
    timestamp => POSIX::strftime('%Y-%m-%dT%H:%M:%SZ', gmtime($transaction->CreatedObj->Unix)),
    data => { ticket => { id => 0 + $ticket->id },
              transaction => { id => 0 + $transaction->id, type => $transaction->Type, creator => $transaction->CreatorObj->Name } } });
my ($id, $time) = ('rt_txn_' . $transaction->id, time);
(my $secret = RT->Config->Get('PortCheckWebhookSecret')) =~ s/^whsec_//;
my $signature = Digest::SHA::hmac_sha256_base64("$id.$time.$body", MIME::Base64::decode_base64($secret));
$signature .= '=' while length($signature) % 4;
my $browser = LWP::UserAgent->new(timeout => 3, max_redirect => 0, agent => "RT/$RT::VERSION PortCheck");
my $answer = $browser->post(RT->Config->Get('PortCheckWebhookURL'), 'Content-Type' => 'application/json',
    'webhook-id' => $id, 'webhook-timestamp' => $time, 'webhook-signature' => "v1,$signature", Content => $body);
RT->Logger->error("PortCheck webhook $id: " . $answer->status_line) unless $answer->is_success;
return 1;
