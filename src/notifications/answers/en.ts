/** English. Short sentences: first what the buyer wants to know, then what happens next and by when. */
import type { BuiltInTexts } from './built-in.ts';

export const en: BuiltInTexts = {
  received: `Hello {buyer.firstName},

Your {item.title} has arrived. Our workshop is checking it now: that it is the right device, the fault you described, and its general condition.

[[You will have our answer by {deadline.resolve} at the latest. ]]Until then there is nothing you need to do.

Kind regards,
{agent.firstName}, {seller.name}`,

  missing_info: `Hello {buyer.firstName},

Thank you for writing to us about your {item.title}. To give you a proper answer we still need to know one thing:

[[{case.asks}]]

Just reply to this message. [[We are keeping your case open until {deadline.buyerAnswer}.]]

Kind regards,
{agent.firstName}, {seller.name}`,

  photos_wanted: `Hello {buyer.firstName},

We are sorry that your {item.title} has let you down. So that we can decide without keeping you waiting, could you send us three photos?

- the front of the device, with the screen on;
- the back of the device;
- the fault from close by, in daylight.

Reply to this message and attach them. If the device no longer turns on, tell us: a photo of the front will do.

Kind regards,
{agent.firstName}, {seller.name}`,

  account_lock: `Hello {buyer.firstName},

Your {item.title} has reached us, but it is still linked to your account (Apple, Google or Samsung). As long as it is, we can neither check it nor finish your return.

You can remove it from your account remotely, in about two minutes:

- Apple: open iCloud.com/find, choose the device, then “Remove from account”;
- Google: open myaccount.google.com, then “Security”, “Your devices”, and sign the device out;
- Samsung: open account.samsung.com, then “Devices”, and remove the device.

Please never send us your password: we don’t need it. Just tell us when it is done and we will carry on straight away.

Kind regards,
{agent.firstName}, {seller.name}`,

  how_to_send: `Hello {buyer.firstName},

Your return {return.code} is approved. Here is how to send us your {item.title}:

1. Back up your data, sign out of your accounts (iCloud, Google, Samsung) and take out the SIM card.
2. Pack the device well, without accessories that we did not ask for.
3. Hand the parcel in[[ by {deadline.sendBack}]], and keep the proof of posting.

[[Your label: {links.label}

]]The return address:
{address.return}

Kind regards,
{agent.firstName}, {seller.name}`,

  late_delivery: `Hello {buyer.firstName},

Your order {order.number} should have reached you by now, and we are sorry that it has not.

[[It is travelling with {outbound.carrier} under the number {outbound.number}. ]]We have asked the carrier where it is. Should it turn out to be lost, that will not be your loss: we will send the item again or refund you, whichever you prefer.

I will write again as soon as I have an answer, and within two working days in any case.

Kind regards,
{agent.firstName}, {seller.name}`,

  parcel_stuck: `Hello {buyer.firstName},

Your return parcel[[ ({parcel.carrier}, {parcel.number})]] does not seem to have moved for some days. We have asked the carrier to look for it.

Do you still have the proof of posting? A photo of it in reply to this message would help us. If the parcel does not turn up, we will settle that with the carrier, not with you.

Kind regards,
{agent.firstName}, {seller.name}`,

  refusal_explained: `Hello {buyer.firstName},

I have gone through your request about your {item.title} again. I understand that our answer was a disappointment, and I owe you a clear explanation.

[[This is why we could not accept the return: {decision.reason}

]]If we have missed something (a photo, a date, an earlier message), reply to this one: another member of our team will look at your case again. This answer does not limit your legal rights in any way.

Kind regards,
{agent.firstName}, {seller.name}`,

  customer_damage: `Hello {buyer.firstName},

We have inspected your {item.title}. [[{finding.says} ]]This happened after delivery, so the warranty does not cover it.

The photos of the inspection are with your case. The choice is yours:

- we send the device back to you as it is, at our expense;
- we send you a quote for the repair, with no obligation.

Tell us which you prefer. And if you see it differently, let us know why: we will look at it carefully.

Kind regards,
{agent.firstName}, {seller.name}`,

  no_fault_found: `Hello {buyer.firstName},

We have tested your {item.title} thoroughly and could not find the fault that you described. We do not doubt what you saw: some faults only show under certain conditions.

Could you tell us when it happens (with which app, while charging, when the device is warm…)? A few words or a photo are enough for us to look in the right place.

Kind regards,
{agent.firstName}, {seller.name}`,

  repair_longer: `Hello {buyer.firstName},

The repair of your {item.title} is taking longer than we told you, and we are sorry: we are waiting for a part.

[[It will be finished by {deadline.resolve} at the latest. ]]If that is too late for you, tell us, and we will find another solution with you, including a replacement or a refund.

Kind regards,
{agent.firstName}, {seller.name}`,

  replacement_sent: `Hello {buyer.firstName},

Your replacement left us today. [[It is travelling with {outbound.carrier} under the number {outbound.number}.]]

It has passed the same checks as all our devices, and your warranty continues. When it arrives, take a moment to try it: if anything is wrong, we are here.

Kind regards,
{agent.firstName}, {seller.name}`,

  refund_sent: `Hello {buyer.firstName},

[[We have sent your refund of {refund.total}. ]]It goes back to the payment method of your order {order.number}, and usually takes three to five working days, depending on your bank.

We are sorry again for the trouble, and thank you for your patience.

Kind regards,
{agent.firstName}, {seller.name}`,

  partial_refund: `Hello {buyer.firstName},

[[We are refunding {refund.total} for your {item.title}. ]][[We are keeping {refund.kept}. {finding.says}]]

The photos of the inspection are with your case. If the amount seems unfair to you, reply to this message and tell us why: somebody else will look at it again.

Kind regards,
{agent.firstName}, {seller.name}`,

  sent_back: `Hello {buyer.firstName},

Your {item.title} is on its way back to you. [[It is travelling with {outbound.carrier} under the number {outbound.number}. ]][[{finding.says}]]

If you have a question once you have the device in your hands, just reply to this message.

Kind regards,
{agent.firstName}, {seller.name}`,

  thanks: `Hello {buyer.firstName},

Your return {return.code} is complete. Thank you for taking the time to write to us: what you told us helps us to check our devices better.

If anything is still open, reply to this message and we will take care of it.

Kind regards,
{agent.firstName}, {seller.name}`,

  in_review: `Hello {buyer.firstName},

We have read your request about your {item.title}, and we are sorry for the trouble. [[{decision.reason}]]

Someone in our team is looking at it now. [[You will have our answer by {deadline.answer} at the latest. ]]Please keep the device with you until then.

Kind regards,
{agent.firstName}, {seller.name}`,

  label_follows: `Hello {buyer.firstName},

Your return {return.code} is approved. [[{decision.reason}]]

We are preparing your label: it will reach you shortly, and there is nothing you need to do until then.

Kind regards,
{agent.firstName}, {seller.name}`,

  on_its_way: `Hello {buyer.firstName},

Your parcel is on its way to our workshop[[ with {parcel.carrier}, under the number {parcel.number}]]. We will write as soon as it arrives.

After that we check the device and give you our answer within five days.

Kind regards,
{agent.firstName}, {seller.name}`,

  decide_soon: `Hello {buyer.firstName},

We have finished checking your {item.title}. [[{finding.says}]]

We are now deciding what comes next. [[You will have our decision by {deadline.resolve} at the latest.]]

Kind regards,
{agent.firstName}, {seller.name}`,

  refund_under_way: `Hello {buyer.firstName},

Your refund[[ of {refund.total}]] is under way. [[It will be sent by {deadline.refund} at the latest. ]]The money goes back to the payment method of your order {order.number}.

There is nothing more you need to do.

Kind regards,
{agent.firstName}, {seller.name}`,

  repairing: `Hello {buyer.firstName},

Your {item.title} is being repaired in our workshop. [[It will be on its way back to you by {deadline.resolve} at the latest.]]

We will write as soon as it leaves, with its tracking number.

Kind regards,
{agent.firstName}, {seller.name}`,

  replacing: `Hello {buyer.firstName},

We are preparing your replacement. [[It will leave by {deadline.resolve} at the latest.]]

We will write as soon as it is on its way, with its tracking number.

Kind regards,
{agent.firstName}, {seller.name}`,

  one_check: `Hello {buyer.firstName},

One point of your return {return.code} still needs a check on our side. We are working on it, and there is nothing you need to do for now.

[[You will have our answer by {deadline.resolve} at the latest.]]

Kind regards,
{agent.firstName}, {seller.name}`,
};
