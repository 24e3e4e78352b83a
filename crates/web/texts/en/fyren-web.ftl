## general

general-title = Information
general-skip = Skip to content

## leave

leave = Leave this page now
leave-more = Shift, press two more times to leave this page.
leave-once = Shift, press one more time to leave this page.
leave-over = The time ran out. You are still on this page.
leave-away = Loading

## start

start-heading = Advice for you who meet people
start-welcome = If you work in a school, health care, social services, the police or an association, you can ask us when you worry about somebody in a family. You need not be certain, and you should not say who it is about.
start-ask = Ask a question
start-ask-detail = Write without naming anybody. You get five words that open the answer.
start-follow = Read your answer
start-follow-detail = Have you asked already? Open with your five words.
start-call = Talk to somebody
start-yourself = Is it you who have a hard time at home? Do call. You decide what to tell, and you need not give your name.
start-visit = Visit us
start-hours-unknown = We do not know for certain when they answer.
start-checked = Checked { $date }, source { $source }
start-overdue = That was long ago. It may have changed.

## interruption

interruption-heading = Before you go on
interruption-lead = What you write is locked in your browser, and we keep nothing on the computer or phone you use. But there are things we cannot protect you from.
interruption-stays = What we cannot prevent
interruption-history = The browser’s history shows that this address has been open. If you share an account with somebody, it may show on their computer or phone too.
interruption-watched = Somebody who sees your screen, or has put in a program that reads what you type, sees everything before it is locked.
interruption-network = Whoever runs the network where you are can see that you were here, but not what you wrote.
interruption-safer = What you can do
interruption-device = Preferably use a computer or phone that nobody in the family can get at, such as at work, at school or in a library.
interruption-window = A private window keeps no history. But leave it be if the window itself would raise questions, and do not clear the whole history.
interruption-leave = To get away fast, press “Leave this page now”, or Shift three times.
interruption-ask = Go on to the question
interruption-follow = Go on to the answer
interruption-call = Call or visit us instead

## ask

ask-heading = Ask a question
ask-lead = What you write is locked in your browser before it is sent. Only those listed further down can read it.
ask-plain = How to reach us
ask-plain-detail = Writing to us needs a recent browser with scripts switched on, because it is your browser that locks the text. If that does not work here, call or visit us.
ask-offline = You are offline. What you have written is still here. We go on when the network is back.
ask-you = About you
ask-profession = What is your profession?
ask-profession-fault = Choose your profession, or “don’t know”
ask-organisation = Where do you work?
ask-organisation-fault = Choose a kind of workplace, or “don’t know”
ask-kommun = In which municipality do you work?
ask-kommun-fault = Choose a municipality, or “don’t know”
ask-kommun-unknown = Don’t know, or another one
ask-concerns = What is it about?
ask-concerns-hint = Choose all you think of. You may skip this question.
ask-words = Your question
ask-nobody = Write so that nobody can be recognised
ask-nobody-why = If you tell us which child it is about we may be obliged to report, even when you only want advice. Then neither you nor we decide any longer what happens first. That is why we give advice without knowing who.
ask-nobody-names = Do not write names, personal numbers, telephone numbers, addresses or classes. Not your own name either.
ask-nobody-places = Do not write the name of the school or workplace, nor unusual things that point out a family.
ask-nobody-instead = Write for example “a pupil of about eleven” or “a woman in her twenties”.
ask-readers = These people can read your question
ask-readers-hint = Do you know one of them, or might one of them know the family? Remove the tick. That person cannot then open what you write.
ask-readers-fault = At least one person must be able to read your question
ask-readers-wait = Fetching the list …
ask-readers-fail = We cannot take questions just now, or the keys do not match. What you wrote is still here. Try again in a while, or call.
ask-readers-signed = Your browser has checked that the list stands in the centre's directory of keys.
ask-readers-clock = The proof of who can read is not from today. Most often the clock of your phone or computer is wrong. Set it right and open the page again, or call.
ask-readers-changed = Who can read has changed since you opened the page. Nothing has been sent. See who they are now, and then go on.
ask-lie = Do not write here now
ask-lie-detail = What the server says about who can read is not what the centre's directory of keys says. Somebody other than the centre may be behind it. Your browser has sent nothing. Please call instead, and tell us what stands here.
ask-text = What do you want advice about?
ask-text-fault = Write what you want advice about
ask-continue = Continue
ask-continue-hint = Nothing is sent yet.
ask-phrase = Your five words
ask-phrase-lead = These words are the only way to the answer. They are shown only now.
ask-phrase-keep = Learn them, or write them where only you see them. Do not write what they are for.
ask-phrase-alone = Whoever has the words can read what you and we write.
ask-phrase-lost = If you lose the words nobody can recover them, not even we. You then have to ask again.
ask-confirm = Show that you have them
ask-confirm-hint = Type two of the words.
ask-confirm-word = Word number
ask-confirm-fault = That word is not right. Look in the list above
ask-send = Lock and send
ask-back = Change the question
ask-sealing = Locking your text …
ask-waiting = Waiting for the network. We send as soon as we can.
ask-working = A lot is coming in right now. The page does some calculating first and then sends by itself, in about
ask-working-stay = Keep the page open. What you wrote is still there.
ask-closed = We cannot take questions here right now
ask-closed-detail = It is not your fault. Call us instead, or come back in a while. Do not write anything here now.
ask-sent = Your question has arrived
ask-sent-number = The question has number
ask-answer-within = { $days ->
    [one] You get an answer within one working day.
   *[other] You get an answer within { $days } working days.
  }
ask-answer-unknown = We cannot promise when you get an answer. Call if it is urgent.
ask-sent-follow = Read the answer here with your five words:
ask-sent-leave = We cannot contact you. Look in again. Leave the page when you are done.

## follow

follow-heading = Read your answer
follow-lead = Type the five words you were given when you asked.
follow-words = Your five words
follow-words-hint = With spaces between. Capital or small letters do not matter.
follow-count = Type five words
follow-word = This word is not in the list:
follow-none = We find nothing for those words. Are they in the right order?
follow-near = Did you mean
follow-open = Open
follow-opening = Opening, this takes a few seconds …
follow-thread = What has been written
follow-closed = The centre has closed the question. You can still read and write.
follow-waiting = No answer yet. Look in again.
follow-write = Write more
follow-write-hint = Still name nobody. No names, numbers, addresses or schools.
follow-write-fault = Write something or choose a file
follow-file = Send a file
follow-file-hint = PDF, image (PNG, JPEG, WebP) or Word (DOCX), at most 10 MB. See to it that nobody can be recognised, nor in the image or the name of the file.
follow-file-kind = The file is not a PDF, image or DOCX. Nothing was sent
follow-file-plain = file
follow-file-renamed = The file’s name could show who it is about. So it is sent with the name:
follow-file-size = The file is larger than 10 MB. Nothing was sent
follow-send = Lock and send
follow-again = Read again
follow-sent = Sent.
follow-room = You can write this many times more before we have answered:
follow-room-files = Files may take this much more space:
follow-file-trace = A file you open is saved on this computer or phone and stays there until you remove it.
follow-own = You
follow-unopenable = This could not be opened.

## about

about = What we can and cannot promise
about-lead = We do not want to promise more than we can keep. This is what we know.
about-can = What you can rely on
about-sealed = What you write is locked in your browser. The server and those who run it cannot read the text, the files or the names of the files.
about-phrase = You need no account and no name. Five words are your only key.
about-no-trace = We keep nothing in your browser: no cookies, no choice of language, no drafts.
about-readers = Before you send you see who can read. You can shut somebody out.
about-cannot = What we cannot protect you from
about-history = The browser’s history. The address stays there. Use a private window if that is safe for you.
about-watched = Somebody who sees your screen, or has put in a program that reads what you type. Use another computer or phone then.
about-log = Traces in the network. Whoever runs the network where you are can see that you were here, but not what you wrote. The server may also have a log of addresses, and it can be demanded.
about-server = A server that somebody has taken over. It could show an altered page. The program is open so that others can examine it.
about-lost-phrase = Lost words. Nobody can open the question without them.
about-duty = Children under 18
about-duty-detail = If you tell which child it is about, those who read may be obliged to report. That is why we ask you never to name anybody.
about-kept = What we keep
about-kept-detail = We keep the locked text you send, which choices you made, and the hour it came. Your choices are locked with a key that lies outside the database. They are counted in the centre’s statistics.
about-cookies = Visitors to these pages get no cookies.
about-safer = Safer reading and writing
about-safer-device = Preferably a computer or phone that nobody else in the family uses, at work, at school or in a library.
about-safer-window = A private window leaves fewer traces. But do not clear the whole history, that may raise questions.
about-safer-leave = The button “Leave this page now” empties the page and opens an ordinary website. Pressing Shift three times does the same.
about-made-of = What Fyren stands on
about-words = The Swedish words of the code phrases draw on spaCy lookups data, © 2019 ExplosionAI GmbH, MIT, and on Den stora svenska ordlistan, © 2003–2014 Göran Andersson. The English words draw on SCOWL, © 2000–2011 Kevin Atkinson, and on the EFF long word list, © 2016 Electronic Frontier Foundation, CC BY 3.0 US, both changed. How common words are: wordfreq, Robyn Speer, CC BY-SA 4.0. The look of the pages draws on Designsystemet, MIT.

## error

error-back = Back
error-reference = Give this code if you contact us about the fault:
error-not-found = There is no such page
error-not-found-detail = The address is wrong, or the page is not open to you.
error-method = The page cannot be used that way
error-method-detail = Go back and try once more.
error-sign-in = You need to sign in
error-sign-in-detail = You have been inactive too long, or signed out in another window.
error-foreign-form = The form belongs to an earlier sign-in
error-foreign-form-detail = Go back, reload the page and send again.
error-proof-needed = Sign in again first
error-proof-needed-detail = It is more than ten minutes since you showed who you are. Sign out, sign in again and make the change at once.
error-too-early = It is not time yet
error-too-early-detail = A recovery waits for some time, so that everybody can see it. Try again when that time has passed.
error-stale = Somebody else was first
error-stale-detail = Reload the page to see what has changed. Nothing of yours is saved yet.
error-too-large = Too large
error-too-large-detail = What you send is larger than we can take.
error-too-slow = It did not arrive in time
error-too-slow-detail = What you sent came too slowly or was cut off on the way, and nothing was saved. Try again, on a better connection if you can.
error-malformed = It could not be read
error-malformed-detail = Something was cut off or damaged on the way. Try once more.
error-unproven = Try once more
error-unproven-detail = It took too long, or the keys do not match. Nothing is saved.
error-more-work = A lot is coming in right now
error-more-work-detail = The page has to do some more calculating before it can send. Try once more. What you wrote is still there.
error-no-room = There is no room for more right now
error-no-room-detail = Wait until somebody at the centre has answered, or call. What you have sent is still there.
error-taken = Something else is already there
error-taken-detail = Reload the page and try again. What you wrote has not been sent.
error-too-many = Too many attempts just now
error-too-many-detail = Wait a minute and try again.
error-not-ready = The service is not ready yet
error-not-ready-detail = Try again in a little while.
error-not-ready-sent = What you sent has probably not been saved. Wait a little while, then reload this page: the browser asks whether to send it again. Say yes.
error-internal = Something went wrong on our side
error-internal-detail = It is not your fault. Try again in a while.

## sign-in

## enrolment

## account

## staff

## setup

## queue

## phone-call

## enquiry

## consultation

## triage

## reader

## exclusion

## answer

## note

## attachment

## follow-up

## closure

## canned-answer

## event

## count

## demo

## deidentify
deidentify-found = This may show who it is about
deidentify-blocked = Numbers that belong to a person must go before you can send.
deidentify-hint = Take out what points at somebody. If you want to keep something, choose why. The reason is sealed with the text. Look yourself, too: not everything is found.
deidentify-cut = Take out
deidentify-keep = Keep because
deidentify-nobody = it points at nobody
deidentify-public = it is public
deidentify-needed = the advice needs it
deidentify-removed = [removed]
deidentify-kept = Kept:
deidentify-unlooked = The text could not be checked. What you wrote is still there. Try again when you are online.
deidentify-personnummer = personal identity number
deidentify-samordningsnummer = coordination number
deidentify-interim = interim number
deidentify-reserve = reserve number
deidentify-telephone = telephone number
deidentify-e-mail = e-mail address
deidentify-handle = user name
deidentify-address = address
deidentify-postcode = postcode
deidentify-diary-number = case number
deidentify-school = school
deidentify-workplace = workplace
deidentify-name = name
deidentify-date = date
deidentify-small-place = small place with age and school
