create index submission_contacts_addressee on submission_contacts (addressee(email));
