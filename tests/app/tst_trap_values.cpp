#include "app/transport/trap_values.h"

// The library's own header wants this before it.
#include <net-snmp/net-snmp-config.h>
#include <net-snmp/net-snmp-includes.h>

#include <QByteArray>
#include <QTest>

/// What variables of a trap are to rules.
class TestTrapValues final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void octetsAreTextWhereTheyAreThat_data()
    {
        QTest::addColumn<QByteArray>("octets");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("a name") << QByteArray("eth0") << QByteArray("eth0");
        QTest::newRow("Chinese") << QByteArray("\xE5\x8C\x97") << QByteArray("\xE5\x8C\x97");
        QTest::newRow("two lines") << QByteArray("fan 2\r\nfailed\t") << QByteArray("fan 2\r\nfailed\t");
        // No byte of it is a control character, and still it is no text: two addresses must not be one name.
        QTest::newRow("an address") << QByteArray::fromHex("aabbccddeeff") << QByteArray("0xaabbccddeeff");
        QTest::newRow("another") << QByteArray::fromHex("aabbccddeefe") << QByteArray("0xaabbccddeefe");
        QTest::newRow("with a zero") << QByteArray::fromHex("414200") << QByteArray("0x414200");
        QTest::newRow("nothing") << QByteArray() << QByteArray();
    }

    void octetsAreTextWhereTheyAreThat()
    {
        QFETCH(QByteArray, octets);
        QFETCH(QByteArray, value);
        netsnmp_variable_list variable{};
        variable.type = ASN_OCTET_STR;
        variable.val.string = reinterpret_cast<u_char*>(octets.data());
        variable.val_len = static_cast<std::size_t>(octets.size());
        QCOMPARE(QByteArray::fromStdString(app::transport::trapValue(variable)), value);
    }
};

QTEST_GUILESS_MAIN(TestTrapValues)
#include "tst_trap_values.moc"
