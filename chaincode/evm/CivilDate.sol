// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Days written YYYY-MM-DD in Asia/Shanghai, as seconds since 1970.
library CivilDate {
    uint256 private constant DAY = 86400;
    uint256 private constant SHANGHAI = 28800;

    /// 00:00 of a day in Asia/Shanghai.
    /// @return isReal false where it is no day, or one before 1970-01-02
    function startOf(string calldata date) internal pure returns (bool isReal, uint64 start) {
        bytes calldata text = bytes(date);
        if (text.length != 10 || text[4] != "-" || text[7] != "-") return (false, 0);
        (bool hasYear, uint256 year) = _number(text[0:4]);
        (bool hasMonth, uint256 month) = _number(text[5:7]);
        (bool hasDay, uint256 day) = _number(text[8:10]);
        if (!hasYear || !hasMonth || !hasDay || year < 1970 || month < 1 || month > 12) return (false, 0);
        if (day < 1 || day > _lengthOf(year, month)) return (false, 0);
        uint256 since = _daysSince1970(year, month, day);
        return since == 0 ? (false, 0) : (true, uint64(since * DAY - SHANGHAI));
    }

    function _number(bytes calldata digits) private pure returns (bool, uint256 value) {
        for (uint256 i = 0; i < digits.length; i++) {
            uint8 digit = uint8(digits[i]);
            if (digit < 48 || digit > 57) return (false, 0);
            value = value * 10 + digit - 48;
        }
        return (true, value);
    }

    function _lengthOf(uint256 year, uint256 month) private pure returns (uint256) {
        if (month != 2) return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
        return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
    }

    /// Years are counted from March, so that the leap day comes last (Howard Hinnant's method).
    function _daysSince1970(uint256 year, uint256 month, uint256 day) private pure returns (uint256) {
        uint256 marchYear = month > 2 ? year : year - 1;
        uint256 era = marchYear / 400;
        uint256 yearOfEra = marchYear - era * 400;
        uint256 dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
    }
}
