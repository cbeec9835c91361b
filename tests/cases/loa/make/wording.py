"""Sentences of letters, in the words of several houses."""

LOCAL = [
    ["The undersigned authorizes {gaining} to act as its agent to transfer the telephone numbers listed on this form from the "
     "current carrier to {gaining}, including the removal of any preferred carrier freeze.",
     "I understand that I may designate only one carrier for each telephone number for local service, one for intraLATA toll and "
     "one for long distance, and that my current carrier may charge a fee for the change.",
     "I certify that I am the customer of record or have the authority to sign on its behalf."],
    ["By signing below, I designate {gaining} and its underlying carriers as my agent for ordering changes to my telecommunications "
     "service, and I authorize the porting of the numbers shown here.",
     "A charge may apply for this change in provider. Only one local exchange carrier may be selected for a given number."],
    ["Customer hereby appoints {gaining} as its agent to issue instructions to the present provider to port the numbers below and "
     "to obtain its customer records. Customer may have one telephone company per number, and fees may be assessed."],
]
TOLL_FREE = [
    ["The undersigned authorizes {gaining} to act as its agent to change the Responsible Organization (RespOrg) for the toll-free "
     "numbers listed on this form.",
     "I understand that only one RespOrg can be responsible for a toll-free number and that my current carrier may charge a fee for "
     "the change."],
    ["By signing below, I appoint {gaining} as my agent to transfer RespOrg control of the toll free numbers shown here to the "
     "RespOrg that serves {gaining}. Charges may apply. Only one carrier may be selected for each number."],
]


def wording(values, which=0):
    kind = TOLL_FREE if values.toll_free else LOCAL
    return [sentence.format(gaining=values.gaining) for sentence in kind[which % len(kind)]]
