#include "app/transport/native_messages.h"
#include "tests/twin/ingest/wire_frames.h"
#include "twin/ingest/frame_bundle.h"

#include <QElapsedTimer>
#include <QTest>

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

using namespace test;
using namespace app::transport;
using twin::ingest::Progress;
using twin::ingest::Refusal;
using twin::ingest::RefuseReason;
using twin::ingest::SourceSession;

namespace {

/// An engine by hand: keeps what is submitted, and says what a test tells it to say.
class FakeEngine final : public twin::ingest::FrameSink
{
  public:
    struct Opened
    {
        twin::ingest::SourceHello hello;
        twin::ingest::SessionEvents events;
        bool isOpen = true;
        std::vector<std::string> frames;
    };

    struct Session final : SourceSession
    {
        FakeEngine& engine;
        std::shared_ptr<Opened> opened;

        Session(FakeEngine& owner, std::shared_ptr<Opened> it)
            : engine(owner)
            , opened(std::move(it))
        {}

        ~Session() override { opened->isOpen = false; }

        Submit submit(std::string& bytes) override
        {
            if (!opened->isOpen) {
                return Submit::Closed;
            }
            if (engine.isFull) {
                return Submit::Full;
            }
            opened->frames.push_back(std::move(bytes));
            return Submit::Taken;
        }

        void enter(const twin::ingest::Tally&) override {}

        Progress progress() const override { return engine.kept; }

        void close() override { opened->isOpen = false; }
    };

    twin::Result<std::unique_ptr<SourceSession>> openSource(const twin::ingest::SourceHello& hello,
                                                            twin::ingest::SessionEvents events) override
    {
        if (!refusal.empty()) {
            return twin::failure(twin::ErrorCode::BadInput, refusal);
        }
        sessions.push_back(std::make_shared<Opened>(Opened{hello, std::move(events), true, {}}));
        return std::unique_ptr<SourceSession>(std::make_unique<Session>(*this, sessions.back()));
    }

    void countTransport(const std::string&) override {}

    void keep(std::uint64_t sequence)
    {
        kept.insert(sequence);
        sessions.back()->events.acknowledged(kept);
    }

    bool isFull = false;
    std::string refusal;
    Progress kept;
    std::vector<std::shared_ptr<Opened>> sessions;
};

std::string hello(std::uint64_t epoch)
{
    wire::Frame frame;
    frame.mutable_hello()->set_source("feeder");
    frame.mutable_hello()->set_epoch(epoch);
    frame.mutable_hello()->set_protocol(1);
    return frame.SerializeAsString();
}

std::string message(const std::vector<wire::Frame>& frames, std::uint64_t epoch = 1)
{
    std::vector<std::string> bytes;
    for (const wire::Frame& frame : frames) {
        bytes.push_back(frame.SerializeAsString());
    }
    return twin::ingest::bundleBytes(hello(epoch), {bytes.begin(), bytes.end()});
}

} // namespace

class TestNativeMessages final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aPoisonMessageIsSettledAtOnce()
    {
        FakeEngine engine;
        NativeMessages messages(engine, "nats", "here");
        messages.take({7, "s", "rubbish"});
        const auto settled = messages.settle();
        QCOMPARE(settled.size(), std::size_t{1});
        QCOMPARE(settled[0].id, std::uint64_t{7});
        QVERIFY(!settled[0].isKept && !settled[0].problem.empty());
        QVERIFY(engine.sessions.empty());
    }

    /// The engine meets the bad frame too: the source's books must have it.
    void aBadFrameOfAMessageIsCountedAndTheOthersAreKept()
    {
        FakeEngine engine;
        NativeMessages messages(engine, "nats", "here");
        const std::string good = batch(1, 5, {1.0}).SerializeAsString();
        const std::string payload = twin::ingest::bundleBytes(hello(1), {"\xFF\xFF\xFF", good});
        messages.take({1, "s", payload});
        QVERIFY(messages.settle().empty());
        QCOMPARE(engine.sessions[0]->frames.size(), std::size_t{2});
        engine.keep(1);
        const auto settled = messages.settle();
        QCOMPARE(settled.size(), std::size_t{1});
        QVERIFY(settled[0].isKept);
        QVERIFY(settled[0].problem.starts_with("frame 1: "));
    }

    void aSourceTheEngineRefusesIsRefusedWithItsReason()
    {
        FakeEngine engine;
        engine.refusal = "too old";
        NativeMessages messages(engine, "nats", "here");
        const std::string payload = message({batch(1, 5, {1.0})});
        messages.take({1, "s", payload});
        const auto settled = messages.settle();
        QCOMPARE(settled.size(), std::size_t{1});
        QVERIFY(!settled[0].isKept);
        QCOMPARE(settled[0].problem, std::string("too old"));
    }

    void aMessageIsKeptWhenAllItsFramesAre()
    {
        FakeEngine engine;
        NativeMessages messages(engine, "nats", "here");
        const std::string first = message({define(1, 2), batch(2, 5, {1.0})});
        const std::string second = message({batch(3, 5, {1.0})});
        messages.take({1, "s", first});
        messages.take({2, "s", second});
        QCOMPARE(engine.sessions.size(), std::size_t{1});
        QCOMPARE(engine.sessions[0]->hello.transport, std::string("nats"));
        engine.keep(1);
        QVERIFY(messages.settle().empty());
        engine.keep(3); // out of order: a range
        auto settled = messages.settle();
        QCOMPARE(settled.size(), std::size_t{1});
        QCOMPARE(settled[0].id, std::uint64_t{2});
        engine.keep(2);
        settled = messages.settle();
        QCOMPARE(settled.size(), std::size_t{1});
        QCOMPARE(settled[0].id, std::uint64_t{1});
        QVERIFY(settled[0].isKept && settled[0].problem.empty());
    }

    void withoutRoomNothingMoreIsTakenUntilThereIsSome()
    {
        FakeEngine engine;
        NativeMessages messages(engine, "nats", "here");
        engine.isFull = true;
        const std::string payload = message({define(1, 2), batch(2, 5, {1.0})});
        messages.take({1, "s", payload});
        QVERIFY(messages.isFull());
        QVERIFY(messages.settle().empty());
        QVERIFY(messages.isFull());
        engine.isFull = false;
        QVERIFY(messages.settle().empty());
        QVERIFY(!messages.isFull());
        QCOMPARE(engine.sessions[0]->frames.size(), std::size_t{2});
    }

    void whatAFullJournalRefusedIsOfferedAgain()
    {
        FakeEngine engine;
        NativeMessages messages(engine, "nats", "here");
        const std::string payload = message({define(1, 2), batch(2, 5, {1.0})});
        messages.take({1, "s", payload});
        engine.keep(1);
        engine.sessions[0]->events.refused({2, RefuseReason::JournalFull, "the journal is full", false});
        QTRY_VERIFY_WITH_TIMEOUT(
            (static_cast<void>(messages.settle()), engine.sessions[0]->frames.size() > 2), 5'000);
        QCOMPARE(engine.sessions[0]->frames.size(), std::size_t{3}); // only what is not kept
        engine.keep(2);
        QCOMPARE(messages.settle().size(), std::size_t{1});
    }

    /// A newer epoch speaks; what the older one had in hand is still seen through.
    void twoEpochsOfOneSourceAreBothSettled()
    {
        FakeEngine engine;
        NativeMessages messages(engine, "nats", "here");
        const std::string first = message({batch(1, 5, {1.0})}, 1);
        const std::string second = message({batch(2, 5, {1.0})}, 2);
        messages.take({1, "s", first});
        messages.take({2, "s", second});
        QCOMPARE(engine.sessions.size(), std::size_t{2});
        engine.sessions[0]->events.refused({0, RefuseReason::SourceInUse, "another", true});
        engine.sessions[0]->isOpen = false;
        engine.kept.insert(1); // nobody tells the first session any more
        auto settled = messages.settle();
        QCOMPARE(settled.size(), std::size_t{1});
        QCOMPARE(settled[0].id, std::uint64_t{1});
        engine.keep(2);
        QCOMPARE(messages.settle().size(), std::size_t{1});
    }

    void aForgottenEpochIsRefusedForGood()
    {
        FakeEngine engine;
        NativeMessages messages(engine, "nats", "here");
        const std::string payload = message({batch(1, 5, {1.0})});
        messages.take({1, "s", payload});
        engine.sessions[0]->events.refused({1, RefuseReason::BadFrame, "forgotten", true});
        const auto settled = messages.settle();
        QCOMPARE(settled.size(), std::size_t{1});
        QVERIFY(!settled[0].isKept);
        QCOMPARE(settled[0].problem, std::string("forgotten"));
    }
};

QTEST_GUILESS_MAIN(TestNativeMessages)
#include "tst_native_messages.moc"
