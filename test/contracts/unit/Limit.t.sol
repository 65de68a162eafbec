// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {Grant} from "../support/GrantModel.sol";
import {SessionTest} from "../support/SessionTest.sol";

contract LimitTest is SessionTest {
    function test_SpendsUpToTheCapAndNotOneMore() public {
        Grant memory grant = _granted(_limitGrant());
        _execute(_use(grant), _transfer(CAP - 1));
        bytes memory reason = _error(ISessionModule.LimitExceeded.selector, 0, 2, 1);
        _refuse(_use(grant), _transfer(2), reason);
        _accept(_use(grant), _transfer(1));
        _handle(_userOp(_use(grant), _transfer(1)));
        assertEq(_spentOf(grant), CAP);
        assertEq(_received(), CAP);
    }
}
