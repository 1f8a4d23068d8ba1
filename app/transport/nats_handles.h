#pragma once

#include "twin/support/error.h"
#include "twin/support/result.h"

#include <nats/nats.h>

#include <memory>
#include <string>

/// Owners of what the library hands out, and its errors as ours.
namespace app::transport::nats {

struct Destroy
{
    void operator()(natsOptions* it) const { natsOptions_Destroy(it); }

    void operator()(natsConnection* it) const { natsConnection_Destroy(it); }

    void operator()(natsSubscription* it) const { natsSubscription_Destroy(it); }

    void operator()(natsMsg* it) const { natsMsg_Destroy(it); }

    void operator()(natsInbox* it) const { natsInbox_Destroy(it); }

    void operator()(jsCtx* it) const { jsCtx_Destroy(it); }

    void operator()(jsConsumerInfo* it) const { jsConsumerInfo_Destroy(it); }

    void operator()(jsStreamInfo* it) const { jsStreamInfo_Destroy(it); }

    void operator()(jsStreamNamesList* it) const { jsStreamNamesList_Destroy(it); }

    void operator()(jsMsgMetaData* it) const { jsMsgMetaData_Destroy(it); }
};

template <typename T> using Owned = std::unique_ptr<T, Destroy>;

/// The connection is shared by its readers: it lives until the last of them let go.
using ConnectionPtr = std::shared_ptr<natsConnection>;

/// What went wrong last on this thread, in the library's words.
[[nodiscard]] inline std::string problem(natsStatus status)
{
    const char* last = nats_GetLastError(nullptr);
    const std::string text = natsStatus_GetText(status);
    return last != nullptr && *last != '\0' && text != last ? text + ": " + last : text;
}

[[nodiscard]] inline tl::unexpected<twin::Error> failed(natsStatus status)
{
    return twin::failure(twin::ErrorCode::Io, problem(status));
}

} // namespace app::transport::nats
