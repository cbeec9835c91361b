#!/usr/bin/perl
# Prepares Request Tracker 5 for PortCheck: fields, account, rights, token and scrip. Safe to run again; prints the token
# when it makes one. Run it as the user RT runs as, on RT's machine:
#   perl -I/usr/share/request-tracker5/lib setup.pl --queue Support --account porting-bot
use strict;
use warnings;
use RT -init;
use FindBin;
use Getopt::Long;

my %option = (queue => 'Support', account => 'porting-bot', reason => 'Case Reason', subcategory => 'Sub-Category', result => 'Porting Validation');
GetOptions(\%option, 'queue=s', 'account=s', 'reason=s', 'subcategory=s', 'result=s') or exit 2;

my $system = RT->SystemUser;
my $queue = RT::Queue->new($system);
$queue->Load($option{queue});
die "There is no queue \"$option{queue}\"\n" unless $queue->id;

my %values = ($option{reason} => ['Number Management'], $option{subcategory} => ['Porting Numbers'],
              $option{result} => ['passed', 'needs-info', 'failed']);
my %field;
for my $name (sort keys %values) {
    my $field = RT::CustomField->new($system);
    $field->LoadByName(Name => $name, LookupType => 'RT::Queue-RT::Ticket');
    if (!$field->id) {
        my ($made, $why) = $field->Create(Name => $name, Type => 'SelectSingle', LookupType => 'RT::Queue-RT::Ticket');
        die "$name: $why\n" unless $made;
        $field->AddValue(Name => $_) for @{ $values{$name} };
    }
    $field->AddToObject($queue) unless $field->IsAdded($queue->id);
    $field{$name} = $field;
}

my $account = RT::User->new($system);
$account->Load($option{account});
if (!$account->id) {
    my ($made, $why) = $account->Create(Name => $option{account}, Privileged => 1);
    die "$option{account}: $why\n" unless $made;
}
$account->PrincipalObj->GrantRight(Right => $_, Object => $queue)
    for qw(SeeQueue ShowTicket ShowTicketComments CommentOnTicket ModifyTicket SeeCustomField ModifyCustomField);

# The result is for agents: rights that hold for all fields of the queue would show it to customers, and let them set it.
my $everyone = RT::Group->new($system);
$everyone->LoadSystemInternalGroup('Everyone');
for my $right (qw(SeeCustomField ModifyCustomField SetInitialCustomField)) {
    $everyone->PrincipalObj->RevokeRight(Right => $right, Object => $queue)
        if $everyone->PrincipalObj->HasRight(Right => $right, Object => $queue, EquivObjects => []);
}
for my $name ($option{reason}, $option{subcategory}) {
    $everyone->PrincipalObj->GrantRight(Right => $_, Object => $field{$name}) for qw(SeeCustomField SetInitialCustomField);
}

my $tokens = RT::AuthTokens->new($system);
$tokens->LimitOwner(VALUE => $account->id);
$tokens->Limit(FIELD => 'Description', VALUE => 'PortCheck');
if (!$tokens->Count) {
    my ($made, $why, $text) = RT::AuthToken->new($system)->Create(Owner => $account->id, Description => 'PortCheck');
    die "token: $why\n" unless $made;
    print "token: $text\n";
}

sub text_of {
    open my $file, '<', "$FindBin::Bin/$_[0]" or die "$_[0]: $!\n";
    local $/;
    return scalar <$file>;
}
my %code = (CustomIsApplicableCode => text_of('condition.pl'), CustomPrepareCode => 'return 1;', CustomCommitCode => text_of('commit.pl'));
my $scrips = RT::Scrips->new($system);
$scrips->Limit(FIELD => 'Description', VALUE => 'PortCheck');
if (my $scrip = $scrips->First) {
    for my $name (sort keys %code) {
        my $set = "Set$name";
        $scrip->$set($code{$name});
    }
} else {
    my ($made, $why) = RT::Scrip->new($system)->Create(Description => 'PortCheck', Queue => $queue->id, ScripCondition => 'User Defined',
        ScripAction => 'User Defined', Template => 'Blank', Stage => 'TransactionCreate', %code);
    die "scrip: $why\n" unless $made;
}
print "Request Tracker is ready. Queue $option{queue}, account $option{account}.\n";
