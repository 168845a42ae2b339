/** What is asked of Shopify, by name. */
import type { Operation } from './graphql.ts';

const MONEY = 'shopMoney { amount currencyCode }';
const RETURN_FIELDS = `
  id name status createdAt requestApprovedAt closedAt
  returnLineItems(first: 50) {
    nodes {
      ... on ReturnLineItem {
        id quantity returnReason returnReasonNote customerNote
        returnReasonDefinition { handle name }
        fulfillmentLineItem { lineItem { id } }
      }
    }
  }`;
const ORDER_FIELDS = `
  id name createdAt updatedAt cancelledAt currencyCode customerLocale email displayFinancialStatus
  customer { firstName lastName }
  shippingAddress { name address1 address2 zip city countryCodeV2 }
  billingAddress { name address1 address2 zip city countryCodeV2 }
  totalShippingPriceSet { ${MONEY} }
  lineItems(first: 50) {
    nodes {
      id sku title variantTitle quantity refundableQuantity
      customAttributes { key value }
      product { productType }
      originalUnitPriceSet { ${MONEY} }
      discountedUnitPriceAfterAllDiscountsSet { ${MONEY} }
    }
  }
  fulfillments(first: 20) { createdAt deliveredAt }
  returns(first: 10) { nodes { ${RETURN_FIELDS} } }`;

export const ORDERS: Operation = {
  name: 'Orders',
  text: `query Orders($query: String, $after: String) {
  orders(first: 10, after: $after, query: $query, sortKey: UPDATED_AT) {
    nodes { ${ORDER_FIELDS} }
    pageInfo { hasNextPage endCursor }
  }
}`,
};

export const ORDER: Operation = {
  name: 'Order',
  text: `query Order($id: ID!) {
  order(id: $id) {
    ${ORDER_FIELDS}
    transactions(first: 50) { id kind status gateway amountSet { ${MONEY} } parentTransaction { id } }
    refunds(first: 50) { id note createdAt transactions(first: 10) { nodes { id status } } }
  }
}`,
};

export const RETURN: Operation = {
  name: 'Return',
  text: `query Return($id: ID!) {
  return(id: $id) {
    id status order { id }
    reverseFulfillmentOrders(first: 10) { nodes { id reverseDeliveries(first: 5) { nodes { id } } } }
  }
}`,
};

export const FULFILMENTS: Operation = {
  name: 'Fulfilments',
  text: 'query Fulfilments($id: ID!) { order(id: $id) { fulfillmentOrders(first: 20) { nodes { id status } } } }',
};

export const PROBE: Operation = {
  name: 'Probe',
  text: 'query Probe { shop { name currencyCode } currentAppInstallation { accessScopes { handle } } orders(first: 1) { nodes { id } } }',
};

const ERRORS = 'userErrors { field message }';

/** The directive makes it one refund, however often it is sent. */
export const REFUND: Operation = {
  name: 'Refund',
  act: true,
  text: `mutation Refund($input: RefundInput!, $key: String!) {
  refundCreate(input: $input) @idempotent(key: $key) {
    refund { id note transactions(first: 10) { nodes { id status } } }
    ${ERRORS}
  }
}`,
};

export const APPROVE: Operation = {
  name: 'Approve',
  act: true,
  text: `mutation Approve($input: ReturnApproveRequestInput!) { returnApproveRequest(input: $input) { return { id status } ${ERRORS} } }`,
};
export const DECLINE: Operation = {
  name: 'Decline',
  act: true,
  text: `mutation Decline($input: ReturnDeclineRequestInput!) { returnDeclineRequest(input: $input) { return { id status } ${ERRORS} } }`,
};
export const CANCEL: Operation = {
  name: 'Cancel',
  act: true,
  text: `mutation Cancel($id: ID!) { returnCancel(id: $id) { return { id status } ${ERRORS} } }`,
};
export const CLOSE: Operation = {
  name: 'Close',
  act: true,
  text: `mutation Close($id: ID!) { returnClose(id: $id) { return { id status } ${ERRORS} } }`,
};
/** No lines named: all of them travel in it. */
export const DELIVERY: Operation = {
  name: 'Delivery',
  act: true,
  text: `mutation Delivery($way: ID!, $tracking: ReverseDeliveryTrackingInput) {
  reverseDeliveryCreateWithShipping(reverseFulfillmentOrderId: $way, reverseDeliveryLineItems: [], trackingInput: $tracking, notifyCustomer: false) {
    reverseDelivery { id }
    ${ERRORS}
  }
}`,
};
export const SHIP: Operation = {
  name: 'Ship',
  act: true,
  text: `mutation Ship($fulfillment: FulfillmentInput!) { fulfillmentCreate(fulfillment: $fulfillment) { fulfillment { id } ${ERRORS} } }`,
};
